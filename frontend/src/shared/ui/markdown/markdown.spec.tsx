import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { plainLine } from '../../formatters/plain-line';
import Markdown, { safeAddress } from './markdown';

const show = (text: string) => render(<Markdown>{text}</Markdown>).container;

describe('what notes say', () => {
  it('is shown as it is meant', () => {
    const notes = show(
      '# Plan\n\nWater **daily**, and `prune`\n\n- [x] ferns\n- [ ] ivy\n\n| a | b |\n|---|---|\n| 1 | 2 |',
    );
    expect(screen.getByRole('heading', { name: 'Plan', level: 3 })).toBeInTheDocument();
    expect(screen.getByText('daily').tagName).toBe('STRONG');
    const [ferns, ivy] = within(notes).getAllByRole('checkbox');
    expect(ferns).toBeChecked();
    expect(ivy).not.toBeChecked();
    expect(ivy).toBeDisabled();
    expect([ferns, ivy].map((box) => box?.getAttribute('aria-label'))).toEqual(['Done', 'To do']);
    expect(screen.getByRole('table')).toHaveTextContent('a');
  });

  it('opens links in a page of their own that learns nothing of this one', () => {
    show('[Ferns](https://example.com/ferns) and https://example.com/bare');
    for (const link of screen.getAllByRole('link')) {
      expect(link).toHaveAttribute('target', '_blank');
      expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
    }
    expect(screen.getByRole('link', { name: 'Ferns' })).toHaveAttribute('href', 'https://example.com/ferns');
    expect(screen.getByRole('link', { name: 'https://example.com/bare' })).toBeInTheDocument();
  });
});

describe('footnotes', () => {
  it('lead to their text and back in the same tab, without touching the address', async () => {
    const user = userEvent.setup();
    show('Ferns[^1] and ivy[^why].\n\n[^1]: Not too much\n[^why]: It grows');
    const [number, back] = [screen.getByRole('link', { name: '1' }), screen.getByRole('link', { name: /reference 1/ })];
    for (const link of screen.getAllByRole('link')) expect(link).not.toHaveAttribute('target');

    await user.click(number);
    expect(screen.getByText(/Not too much/).closest('li')).toHaveFocus();
    await user.click(back);
    expect(number).toHaveFocus();
    expect(location.hash).toBe('');
  });

  it('have ids that no other notes on the page have', () => {
    show('A[^1]\n\n[^1]: one');
    show('B[^1]\n\n[^1]: one');
    const ids = Array.from(document.querySelectorAll('[id]'), ({ id }) => id);
    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the short text of a row', () => {
  it.each([
    '0.3~8mm, 5~7 pcs, and ~one~ but ~~two~~',
    'Ferns[^1] and ivy[^none]\n\n[^1]: Not too much\n    and more of it\n\nThe end',
    '# Plan #\n\n- [ ] *ask* Ada\n- [x] look\n2. go\n\n> > quoted',
    'Setext\n===\n\nAnother\n---\n\n***\n\nend',
    '[map](https://example.com/map "title"), [ref], [this][ref], [not]\n\n[ref]: https://example.com',
    '![a photo](https://example.com/p.png) ![](https://example.com/q.png)',
    '<https://example.com/a_b_c> <ada@example.com>, <b>no html</b>',
    String.raw`\*not\* emphasis, \# and \[^1\]`,
    '`a *b* c` and ``x ` y``',
    '```js\nconst a = b*c*d; // *no*\n```\n\nafter',
    '~~~\n~~code~~\n~~~',
    '| a | *b* |\n|---|:-:|\n| 1 | 2 |\n\na | b',
    'snake_case_name, a__b__c, _this_ and __that__, f(a*b, c*d), 5*6*7, 2 * 3 * 4, ***both***, x**y**z',
    'Caf&#233; &amp; &lt;b&gt; &#x41;',
    'one\\\ntwo',
    'שלום *עולם* و**مرحبا**',
  ])('says what the notes say: %j', (text) => {
    const notes = show(text);
    for (const footnote of notes.querySelectorAll('section, sup')) footnote.remove();
    for (const part of notes.querySelectorAll('p, li, h3, h4, th, td, pre, br')) part.after(' ');
    expect(plainLine(text)).toBe(notes.textContent?.replace(/\s+/g, ' ').trim());
  });
});

describe('what notes must not do', () => {
  it.each([
    '<script>window.owned = true</script>',
    '<img src=x onerror="window.owned = true">',
    'before <iframe src="https://evil.example"></iframe> after',
    '<a href="javascript:alert(1)">press</a>',
    '<style>body { display: none }</style>',
  ])('is bring HTML along: %s', (text) => {
    const notes = show(text);
    expect(notes.querySelector('script, img, iframe, a, style')).toBeNull();
    expect('owned' in window).toBe(false);
  });

  it.each([
    '[press](javascript:alert(1))',
    '[press](JaVaScRiPt:alert(1))',
    '[press](java&#115;cript:alert(1))',
    '[press](data:text/html;base64,PHNjcmlwdD4=)',
    '[press](vbscript:x)',
    '[press][1]\n\n[1]: javascript:alert(1)',
    '![press](javascript:alert(1))',
  ])('is run something when pressed: %s', (text) => {
    const notes = show(text);
    expect(notes).toHaveTextContent('press');
    expect(notes.querySelector('a')).toBeNull();
  });

  it('is load a picture by itself', () => {
    const notes = show('![A fern](https://tracker.example/fern.png) ![](https://tracker.example/pixel.gif)');
    expect(notes.querySelector('img, picture, source, object, embed')).toBeNull();
    expect(screen.getByRole('link', { name: 'Picture: A fern' })).toHaveAttribute(
      'href',
      'https://tracker.example/fern.png',
    );
    expect(screen.getByRole('link', { name: 'Picture: untitled' })).toBeInTheDocument();
  });
});

describe('safeAddress', () => {
  it.each(['https://example.com', 'http://example.com', 'mailto:ada@example.com', 'tel:+3112', '/inbox', '#plan'])(
    'keeps %s',
    (address) => expect(safeAddress(address)).toBe(address),
  );

  it.each([
    'javascript:alert(1)',
    ' \njavascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'file:///etc',
    'blob:x',
  ])('drops %j', (address) => expect(safeAddress(address)).toBe(''));
});
