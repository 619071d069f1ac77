/** How much of a text is looked at for one line of it. */
const LOOKED_AT = 1_000;

const FENCE = /^ {0,3}(`{3,}|~{3,})[^`]*$/;
const FOOTNOTE = /^ {0,3}\[\^([^\]\s]+)\]:/;
const DEFINITION = /^ {0,3}\[([^\]]+)\]:[ \t]*\S/;
const RULE = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;
const TABLE_LINE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
/** Headings, quotes and lists, also one within the other, and the box of a line to do. */
const BLOCK = /^[ \t]*(?:(?:(?:#{1,6}|[-*+]|\d{1,9}[.)])(?:[ \t]+|$)|>[ \t]?)+(?:(?<=[-*+.)][ \t]+)\[[ x]\][ \t]+)?)?/i;

/**
 * What Markdown says, in one line and without its marks: a glimpse, where there is no room for more. It says what
 * `Markdown` shows of the same text, footnotes aside (https://spec.commonmark.org/0.31.2/, https://github.github.com/gfm/).
 */
export function plainLine(markdown: string): string {
  const defined = definedIn(markdown);
  const literals: string[] = [];
  const keep = (text: string) => `\uE000${literals.push(text) - 1}\uE001`;
  const said = withoutMarks(withoutBlocks(markdown.slice(0, LOOKED_AT), keep), defined, keep);
  const whole = said.replace(/\uE000(\d+)\uE001/g, (_kept, index: string) => literals[Number(index)] ?? '');
  return whole.replace(/\s+/g, ' ').trim();
}

type Keep = (literal: string) => string;

/** The names of footnotes, with their `^`, and of addresses that are given elsewhere in the text. */
function definedIn(markdown: string): ReadonlySet<string> {
  if (!markdown.includes(']:')) return new Set();
  const names = markdown.split('\n').map((line) => DEFINITION.exec(line)?.[1]?.toLowerCase());
  return new Set(names.filter((name) => name !== undefined));
}

function withoutBlocks(markdown: string, keep: Keep): string {
  const said: string[] = [];
  let fence = '';
  let inNote = false;
  let inTable = false;
  for (const line of markdown.split('\n')) {
    const [, mark = ''] = FENCE.exec(line) ?? [];
    if (mark && (!fence || mark.startsWith(fence))) {
      fence = fence ? '' : mark;
      continue;
    }
    if (fence) {
      said.push(keep(line));
      continue;
    }
    const before = said.at(-1) ?? '';
    inNote = FOOTNOTE.test(line) || (inNote && /^(?:[ \t]|$)/.test(line));
    inTable = line.includes('|') && (inTable || (TABLE_LINE.test(line) && before.includes('|')));
    if (inNote || DEFINITION.test(line) || RULE.test(line) || (before.trim() && UNDERLINE.test(line))) continue;
    if (!inTable)
      said.push(line.replace(BLOCK, '').replace(/[ \t]+#+[ \t]*$/, (end) => (/^ {0,3}#/.test(line) ? '' : end)));
    else if (TABLE_LINE.test(line)) said.push((said.pop() ?? '').replaceAll('|', ' '));
    else said.push(line.replaceAll('|', ' '));
  }
  return said.join('\n');
}

const CODE_OR_ESCAPE = /\\([!-/:-@[-`{-~])|(?<!`)(`+)(?!`)([^]*?[^`])\2(?!`)/g;
const REFERENCES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function withoutMarks(text: string, defined: ReadonlySet<string>, keep: Keep): string {
  const isDefined = (name: string) => defined.has(name.toLowerCase());
  const plain = text
    .replace(CODE_OR_ESCAPE, (_all, sign: string | undefined, _ticks, code: string) =>
      keep(sign ?? code.replace(/^\s(.*\S.*)\s$/, '$1')),
    )
    .replace(/\\$/gm, '')
    .replace(/<((?:https?|mailto|tel):[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>/gi, (_all, address: string) => keep(address))
    .replace(/!\[([^\]\n]*)\]\([^)\n]*\)/g, (_all, alt: string) => `Picture: ${alt || 'untitled'}`)
    .replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/\[(\^[^\]\s]+)\]/g, (all, name: string) => (isDefined(name) ? '' : all))
    .replace(/\[([^\]\n]+)\]\[([^\]\n]*)\]/g, (all, said: string, name: string) =>
      isDefined(name || said) ? said : all,
    )
    .replace(/\[([^\]\n^]+)\]/g, (all, name: string) => (isDefined(name) ? name : all));
  return withoutEmphasis(plain).replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, characterOf);
}

/** A run of marks opens before what is no blank, and closes behind it; next to a sign, only where a word does not go on. */
const SIGN = String.raw`[\p{P}\p{S}]`;
const ENDS = String.raw`[\s\p{P}\p{S}]`;
const opens = (mark: string) => String.raw`${mark}(?!\s|$)(?:(?!${SIGN})|(?<=(?:^|${ENDS})${mark}))`;
const closes = (mark: string) => String.raw`(?<=\S)(?:(?<!${SIGN})|(?=${mark}(?:$|${ENDS})))${mark}`;
const between = (mark: string) => new RegExp(`${opens(mark)}(.+?)${closes(mark)}`, 'gu');
/** Underscores do nothing within a word. */
const apart = (mark: string) => new RegExp(`(?<!\\w)${opens(mark)}(.+?)${closes(mark)}(?!\\w)`, 'gu');
const EMPHASIS = [between('~~'), between(String.raw`\*\*`), apart('__'), between(String.raw`\*`), apart('_')];

function withoutEmphasis(text: string): string {
  return EMPHASIS.reduce((left, mark) => left.replace(mark, '$1'), text);
}

function characterOf(all: string, decimal: string | undefined, hex: string | undefined, name = ''): string {
  const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
  if (Number.isNaN(code)) return REFERENCES[name] ?? all;
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD';
}
