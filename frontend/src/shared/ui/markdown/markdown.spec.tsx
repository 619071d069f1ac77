import { render, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import Markdown from './markdown';
import { safeAddress } from './safe-address';

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
