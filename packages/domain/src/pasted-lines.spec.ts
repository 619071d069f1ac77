import * as fc from 'fast-check';
import { fitTitle, onOneLine, readPastedLines } from './pasted-lines.js';

/** Each todo by itself, indented by two blanks, `x` before what is done. */
function read(text: string, html?: string): string[] {
  return readPastedLines({ text, html }).map(
    ({ text: line, depth, isDone }) => `${'  '.repeat(depth)}${isDone ? 'x ' : ''}${line}`,
  );
}

const LONG = 'word '.repeat(120).trim();

describe('Pasted text', () => {
  it.each<[what: string, pasted: string, read: string[]]>([
    ['one line', 'Buy milk', ['Buy milk']],
    ['lines', 'Buy milk\nCall Ann', ['Buy milk', 'Call Ann']],
    ['line ends of Windows', 'Buy milk\r\nCall Ann\r\n', ['Buy milk', 'Call Ann']],
    ['line ends of old Macs', 'Buy milk\rCall Ann', ['Buy milk', 'Call Ann']],
    ['separators of Unicode', 'Buy milk\u2028Call Ann\u2029Pay\u0085Sow', ['Buy milk', 'Call Ann', 'Pay', 'Sow']],
    ['soft line breaks of Word', 'Buy milk\vand eggs\nCall Ann', ['Buy milk and eggs', 'Call Ann']],
    ['empty lines', '\n\nBuy milk\n \t\n\u200b\nCall Ann\n\n', ['Buy milk', 'Call Ann']],
    ['nothing', ' \r\n\t\n', []],
    ['hyphens', '- Buy milk\n- Call Ann', ['Buy milk', 'Call Ann']],
    ['stars and pluses', '* Buy milk\n+ Call Ann', ['Buy milk', 'Call Ann']],
    ['dashes', '– Buy milk\n— Call Ann', ['Buy milk', 'Call Ann']],
    ['bullets', '• Buy milk\n•Call Ann\n◦ Pay\n▪ Sow', ['Buy milk', 'Call Ann', 'Pay', 'Sow']],
    ['bullets of Word', '·\tBuy milk\no\tCall Ann\n§\tPay\nØ\tSow', ['Buy milk', 'Call Ann', 'Pay', 'Sow']],
    ['symbols of Word', '\uf0b7\tBuy milk\n\uf0a7\tCall Ann', ['Buy milk', 'Call Ann']],
    ['words that look like bullets', 'o carro\n§ 5 BGB\nv neck', ['o carro', '§ 5 BGB', 'v neck']],
    ['what only begins like a bullet', '-5 degrees\n*bold*\n+1 for it', ['-5 degrees', '*bold*', '+1 for it']],
    ['numbers', '1. Buy milk\n2. Call Ann\n10. Pay', ['Buy milk', 'Call Ann', '10. Pay']],
    ['numbers with brackets', '1) Buy milk\n(2) Call Ann', ['Buy milk', 'Call Ann']],
    ['letters', 'a) Buy milk\nb) Call Ann', ['Buy milk', 'Call Ann']],
    ['letters with dots', 'a. Buy milk\nb. Call Ann', ['Buy milk', 'Call Ann']],
    ['Roman numbers', 'ii) Buy milk\niii) Call Ann', ['Buy milk', 'Call Ann']],
    ['a list that begins later', '7. Buy milk\n8. Call Ann', ['Buy milk', 'Call Ann']],
    ['a list that always says one', '1. Buy milk\n1. Call Ann', ['Buy milk', 'Call Ann']],
    ['days of a month', '3. Dezember Arzt\n12. Dezember Miete', ['3. Dezember Arzt', '12. Dezember Miete']],
    [
      'years and amounts',
      '1984. A book\n1.5 litres\n24.12. Geschenke',
      ['1984. A book', '1.5 litres', '24.12. Geschenke'],
    ],
    ['an initial', 'A. Lovelace\nC. Babbage', ['A. Lovelace', 'C. Babbage']],
    ['numbers alone', '1.\n2.', ['1.', '2.']],
    ['a check list', '- [ ] Buy milk\n- [x] Call Ann\n* [X] Pay', ['Buy milk', 'x Call Ann', 'x Pay']],
    ['boxes without bullets', '[ ] Buy milk\n[] Call Ann\n[x] Pay', ['Buy milk', 'Call Ann', 'x Pay']],
    ['boxes of Unicode', '☐ Buy milk\n☑ Call Ann\n☑️ Pay\n✅ Sow', ['Buy milk', 'x Call Ann', 'x Pay', 'x Sow']],
    ['check marks', '✓ Buy milk\n✔ Call Ann', ['Buy milk', 'Call Ann']],
    ['a numbered check list', '1. [x] Buy milk\n2. [ ] Call Ann', ['x Buy milk', 'Call Ann']],
    ['brackets that are text', '[x]y\n[draft] Mail', ['[x]y', '[draft] Mail']],
    ['empty items', '- Buy milk\n-\n- [ ]\n•\n- Call Ann', ['Buy milk', 'Call Ann']],
    ['rules', 'Buy milk\n---\n* * *\n=====\nCall Ann', ['Buy milk', 'Call Ann']],
    ['headings of Markdown', '## Shop\n- Buy milk', ['Shop', 'Buy milk']],
    ['a project', '#Home Buy milk\n- Call Ann #Home', ['#Home Buy milk', 'Call Ann #Home']],
    ['indentation', 'Shop\n  Buy milk\n  Buy eggs\nCall Ann', ['Shop', '  Buy milk', '  Buy eggs', 'Call Ann']],
    ['tabs', 'Shop\n\tMilk\n\t\tWhole\nCall', ['Shop', '  Milk', '    Whole', 'Call']],
    ['nested lists', '- Shop\n  - Milk\n    - Whole\n  - Eggs', ['Shop', '  Milk', '    Whole', '  Eggs']],
    ['one blank more or less', '- Shop\n - Milk\n- Eggs', ['Shop', 'Milk', 'Eggs']],
    ['all of it indented', '    Shop\n      Milk\n    Eggs', ['Shop', '  Milk', 'Eggs']],
    ['less than the line before', '    Shop\n  Milk\nEggs', ['Shop', 'Milk', 'Eggs']],
    ['numbers at two depths', '1. Shop\n   1. Milk\n   2. Eggs\n2. Call', ['Shop', '  Milk', '  Eggs', 'Call']],
    ['what is done with its parts', '- [x] Shop\n  - Milk\n  - [x] Eggs', ['x Shop', '  x Milk', '  x Eggs']],
    ['a done one with an open part', '- [x] Shop\n  - [ ] Milk\n  - Eggs', ['Shop', '  Milk', '  x Eggs']],
    ['rows of a sheet', 'Milk\t2 l\tfri\nEggs\t\t10', ['Milk 2 l fri', 'Eggs 10']],
    ['a cell with lines', 'Milk\t"2 l\nwhole ""bio"""\nEggs\t10', ['Milk 2 l whole "bio"', 'Eggs 10']],
    ['quotes of indented lines', 'Shop\n\t"Milk"\n\t- "Eggs"', ['Shop', '  "Milk"', '  "Eggs"']],
    ['a quoted cell before another', '"Milk\nwhole"\t2 l', ['Milk whole 2 l']],
    ['a quote over lines', '"Milk\nEggs"', ['"Milk', 'Eggs"']],
    ['a line longer than a title', LONG, [LONG]],
  ])('with %s', (_, pasted, lines) => {
    expect(read(pasted)).toEqual(lines);
  });

  it('parts a line that not even notes hold, at a word', () => {
    const lines = readPastedLines({ text: `- ${'word '.repeat(5_000)}\n${'x'.repeat(45_000)}` });
    expect(lines.map(({ text }) => text.length)).toEqual([19_999, 4_999, 20_000, 20_000, 5_000]);
  });
});

describe('Pasted HTML', () => {
  const nested = '<ul><li>Shop<ul><li>Milk &amp; eggs</li><li>Flour</li></ul></li><li>Call&nbsp;Ann</li></ul>';

  it.each<[what: string, html: string, read: string[]]>([
    ['lists in lists', nested, ['Shop', '  Milk & eggs', '  Flour', 'Call\u00a0Ann']],
    ['lists beside items', '<ul><li>A</li><ul><li>B</li></ul><li>C</li></ul>', ['A', '  B', 'C']],
    ['paragraphs in items', '<ol><li><p>A <b>b</b></p><p>c</p></li><li>D<br>e</li></ol>', ['A b c', 'D e']],
    [
      'boxes',
      '<ul><li><input type="checkbox" checked> A</li><li><input type="checkbox"> B</li><li aria-checked="true">C</li></ul>',
      ['x A', 'B', 'x C'],
    ],
    ['rows', '<table><tr><td>A</td><td>b</td></tr><tr><td><p>C</p><p>d</p></td></tr></table>', ['A b', 'C d']],
    ['paragraphs alone', '<p>A</p><div>B<br>C</div>', ['A', 'B', 'C']],
    [
      'items of Word',
      "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span>·<span>&nbsp; </span></span><!--[endif]-->Shop</p>" +
        "<p style='mso-list:l0 level2 lfo1'><span>o<span>&nbsp;&nbsp;</span></span>Milk</p><p>Call</p>",
      ['Shop', '  Milk', 'Call'],
    ],
    ['what is not shown', '<style>p{}</style><script>a</script><!-- b --><title>c</title><ul><li>D</li></ul>', ['D']],
    [
      'letters that lower case makes longer',
      `<ul><li>${'\u0130'.repeat(9)}<ul><li>A</li></ul></li></ul>`,
      ['\u0130'.repeat(9), '  A'],
    ],
    ['tags in capitals', '<UL><LI>A<UL><LI ARIA-CHECKED="TRUE">B</LI></UL></LI></UL>', ['A', '  x B']],
    ['names that every object has', '<ul><li>A &toString; &valueOf;</li></ul>', ['A &toString; &valueOf;']],
    ['signs within quotes', '<ul><li data-a="x > y">A</li></ul>', ['A']],
    [
      'signs of text',
      '<ul><li>1 < 2 &lt; 3 &#8211; &#x2013; &unknown; I <3 U</li></ul>',
      ['1 < 2 < 3 – – &unknown; I <3 U'],
    ],
  ])('with %s', (_, html, lines) => expect(read('', html)).toEqual(lines));

  it('gives the text its structure, where it has the same words', () => {
    expect(read('Shop\nMilk & eggs\nFlour\nCall Ann', nested)).toEqual(read('', nested));
    expect(read('Something\nelse', nested)).toEqual(['Something', 'else']);
    expect(read('Shop\n- Milk', '<p>Shop</p><p>Milk</p>')).toEqual(['Shop', 'Milk']);
  });

  // Each of many would be looked for to the end of them all.
  it('looks for the level of an item of Word only close by', () => {
    const item = (between: string) => `<p>Shop</p><p style='mso-list:l0 ${between}level2 lfo1'>Milk</p>`;
    expect(read('', `<p style='mso-list:l0 level1'>Shop</p>${item('')}`).at(-1)).toBe('  Milk');
    expect(read('', `<p style='mso-list:l0 level1'>Shop</p>${item('x'.repeat(100))}`).at(-1)).toBe('Milk');
  });

  it('that is very long is not read', () => {
    const html = `<ul><li>Shop<ul><li>Milk</li></ul></li></ul>`;
    const long = html + ' '.repeat(1_000_001 - html.length);
    expect(read('', long.slice(1))).not.toEqual([]);
    expect(read('', long)).toEqual([]);
    expect(read('Shop\nMilk', long)).toEqual(['Shop', 'Milk']);
    expect(onOneLine({ text: '', html: long })).toBe('');
  });

  it('leaves the text what HTML does not say', () => {
    expect(read('- [x] Shop\n- Milk', '<ul><li>Shop</li><li>Milk</li></ul>')).toEqual(['x Shop', 'Milk']);
  });
});

describe('On one line', () => {
  it('stands all of it, with a blank between words', () => {
    expect(onOneLine({ text: '- Buy milk\r\n\r\n\t- Call\tAnn\n' })).toBe('- Buy milk - Call Ann');
    expect(onOneLine({ text: '', html: '<ul><li>A</li><li>B</li></ul>' })).toBe('A B');
  });
});

describe('A title', () => {
  it('that fits stays as it is', () => {
    expect(fitTitle('Buy milk', 'Buy milk tomorrow')).toEqual({ title: 'Buy milk' });
    const emoji = '😀'.repeat(500);
    expect(fitTitle(emoji, emoji)).toEqual({ title: emoji });
  });

  it('that is too long ends at a word, with the whole in the notes', () => {
    const { title, notes } = fitTitle(LONG, `${LONG} p1`);
    expect(title).toBe(`${'word '.repeat(99)}word…`.slice(0, 499) + '…');
    expect(notes).toBe(`${LONG} p1`);
    expect(fitTitle('x'.repeat(501), '').title).toBe(`${'x'.repeat(499)}…`);
  });
});

const word = fc.oneof(
  fc.constantFrom('milk', 'Ann', '5', 'naïve', '日本', '😀', 'p1', '#Home', "it's"),
  fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), minLength: 6, maxLength: 9 }),
);
const mark = fc.constantFrom('', '- ', '* ', '• ', '·\t', 'o\t', '1) ', 'b) ', '- [ ] ', '[x] ', '☐ ', '✓ ', '1. ');
const gap = fc.constantFrom(' ', '\t', '  ', '\u00a0');
const textLine = fc
  .record({
    indent: fc.constantFrom('', '  ', '\t', '      '),
    mark,
    words: fc.array(fc.tuple(word, gap), { minLength: 1, maxLength: 8 }),
  })
  .map(({ indent, mark: sign, words }) => ({
    text: indent + sign + words.flat().join(''),
    words: words.map(([one]) => one),
  }));
const lineEnd = fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\u2028');
/** Whatever a clipboard may have, and what is close to being read. */
const anything = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 10 }),
      fc.constantFrom('\n', '\r', '\t', '"', '-', '<li>', '</ul>', '<', '&', ' ', '1.', '[x]'),
    ),
  )
  .map((parts) => parts.join(''));

describe('Any text', () => {
  it('keeps every word of every line, in their order, and joins none', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(textLine, lineEnd), { maxLength: 12 }), (lines) => {
        const text = lines.map(([line, end]) => line.text + end).join('');
        const found = readPastedLines({ text });
        expect(found.map((line) => line.text.split(/\s+/u))).toEqual(lines.map(([{ words }]) => words));
      }),
      { numRuns: 500 },
    );
  });

  it('is never refused, and gives only words that it has, each on one line', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const given = new Set(text.split(/[\s\p{Cc}]+/u));
        const isGiven = (one: string) => given.has(one) || [...given].some((whole) => whole.includes(one));
        let depth = -1;
        for (const line of readPastedLines({ text })) {
          expect(line.text).not.toBe('');
          expect(line.text).not.toMatch(/[\r\n]/);
          expect(line.depth).toBeLessThanOrEqual(depth + 1);
          expect(line.text.split(/\s+/u).filter((one) => one && !text.includes('"') && !isGiven(one))).toEqual([]);
          ({ depth } = line);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is never refused as HTML', () => {
    fc.assert(
      fc.property(anything, anything, (text, html) => {
        for (const line of readPastedLines({ text, html })) expect(line.text).not.toBe('');
        expect(onOneLine({ text, html })).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 500 },
    );
  });

  it('has the whole of a long line in the notes, and a title that is accepted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 490, maxLength: 700 }), (line) => {
        const { title, notes } = fitTitle(line, line);
        expect(Array.from(title).length).toBeLessThanOrEqual(500);
        if (notes === undefined) expect(title).toBe(line);
        else expect([notes, line.startsWith(title.slice(0, -1))]).toEqual([line, true]);
      }),
    );
  });

  // With time that grows by the square of it these would take very long.
  it.each(['- ', '\n"', '1. a\n', '<a "', '<style>', '<!-- ', '&#1', '\t" ""\n', '  '])(
    'of %j many times is read',
    (part) => {
      const text = part.repeat(20_000);
      expect(readPastedLines({ text, html: text }).length).toBeGreaterThanOrEqual(0);
      expect(onOneLine({ text, html: text }).length).toBeLessThanOrEqual(text.length);
    },
  );
});
