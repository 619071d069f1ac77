/** A line as it was pasted. */
export interface RawLine {
  text: string;
  /** Its indentation in blanks. */
  indent: number;
  /** Whether a box in front of it is ticked, where HTML says so. */
  isTicked?: boolean | undefined;
}

/** How far apart the depths of lists are, so that they are told from each other as indentation is. */
const INDENT = 4;

/** In UTF-16 code units. Many times what 500 lines are with all their styles. */
const MOST_HTML = 1_000_000;

const UNSEEN = new Set(['head', 'script', 'style', 'template', 'title']);
const LISTS = new Set(['ul', 'ol', 'menu']);
/** They begin a line, unless they stand in an item or a cell. */
const BLOCKS = new Set(
  [
    'address',
    'article',
    'blockquote',
    'br',
    'caption',
    'dd',
    'div',
    'dl',
    'dt',
    'figure',
    'footer',
    'form',
    'h1',
    'h2',
  ].concat(['h3', 'h4', 'h5', 'h6', 'header', 'hr', 'main', 'nav', 'p', 'pre', 'section', 'table', 'tbody', 'thead']),
);
const CELLS = new Set(['td', 'th']);

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  bull: '•',
  gt: '>',
  hellip: '…',
  lt: '<',
  mdash: '—',
  middot: '·',
  nbsp: '\u00a0',
  ndash: '–',
  quot: '"',
  sect: '§',
};

interface Tag {
  name: string;
  isEnd: boolean;
  attributes: string;
}

/**
 * The lines that HTML shows: items of lists by how deep they are, rows of tables, paragraphs. It is read as text alone,
 * so nothing of it is ever run or fetched. Takes time in proportion to it; what is longer than `MOST_HTML` has no lines.
 * @returns `hasList` where there is a list or a table
 */
export function linesOfHtml(html: string): { lines: RawLine[]; hasList: boolean } {
  const reader = new LineReader();
  if (html.length > MOST_HTML) return reader;
  readParts(
    html,
    (text) => reader.write(decoded(text)),
    (tag) => reader.tag(tag),
  );
  reader.endLine();
  return reader;
}

/** Gathers lines from the parts of HTML in their order. */
class LineReader {
  readonly lines: RawLine[] = [];
  hasList = false;
  private text = '';
  private isTicked: boolean | undefined;
  private depth = 0;
  /** The depth of the item in which the text stands; undefined outside of one. */
  private item: number | undefined;
  private isInRow = false;

  write(text: string): void {
    this.text += text;
  }

  tag(tag: Tag): void {
    const { name, isEnd, attributes } = tag;
    if (LISTS.has(name)) this.list(isEnd);
    else if (name === 'li') this.begin(isEnd ? undefined : Math.max(this.depth - 1, 0), attributes);
    else if (name === 'tr') this.row(isEnd);
    else if (name === 'input') this.box(attributes);
    else if (name === 'p' && !isEnd && /mso-list:\s*l\d/i.test(attributes)) this.wordItem(attributes);
    else if (CELLS.has(name)) this.text += ' ';
    else if (BLOCKS.has(name)) this.block(name, isEnd);
  }

  endLine(): void {
    // As it is shown: blanks between words are one, but for those that do not break.
    const text = this.text.replace(/[ \r\n\t]+/g, ' ').trim();
    if (text) this.lines.push({ text, indent: (this.item ?? 0) * INDENT, isTicked: this.isTicked });
    this.text = '';
    this.isTicked = undefined;
  }

  private list(isEnd: boolean): void {
    this.endLine();
    this.hasList = true;
    this.depth = Math.max(0, this.depth + (isEnd ? -1 : 1));
    // What follows a list in its item is a line of that item.
    this.item = this.depth > 0 ? this.depth - 1 : undefined;
  }

  private begin(item: number | undefined, attributes: string): void {
    this.endLine();
    this.item = item ?? (this.depth > 0 ? this.depth - 1 : undefined);
    const [, ticked] = /aria-checked\s*=\s*["']?(true|false)/i.exec(attributes) ?? [];
    if (ticked) this.isTicked = ticked.toLowerCase() === 'true';
  }

  private row(isEnd: boolean): void {
    if (this.item !== undefined) return void (this.text += ' ');
    this.endLine();
    this.hasList = true;
    this.isInRow = !isEnd;
  }

  private box(attributes: string): void {
    if (/type\s*=\s*["']?checkbox/i.test(attributes)) this.isTicked = /\schecked(?:[\s=/]|$)/i.test(attributes);
  }

  /** A paragraph that Word numbers or gives a bullet. */
  private wordItem(attributes: string): void {
    this.endLine();
    this.hasList = true;
    const [, level = '1'] = /mso-list:[^;"']{0,80}?level(\d)/i.exec(attributes) ?? [];
    this.item = Number(level) - 1;
  }

  private block(name: string, isEnd: boolean): void {
    const isWordItem = this.item !== undefined && this.depth === 0;
    if (isWordItem && name === 'p') {
      this.endLine();
      this.item = undefined;
    } else if (this.item !== undefined || this.isInRow) {
      this.text += ' ';
      if (name === 'table' && isEnd) this.isInRow = false;
    } else this.endLine();
  }
}

/** Goes through the text and the tags of HTML, without what is not shown. */
function readParts(html: string, text: (part: string) => void, tag: (found: Tag) => void): void {
  // Other letters can become longer in lower case, and move what is behind them.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  let quotesClose = true;
  for (let at = 0; at < html.length;) {
    const start = html.indexOf('<', at);
    if (start === -1) return text(html.slice(at));
    if (start > at) text(html.slice(at, start));
    if (html.startsWith('<!--', start)) {
      at = behind(html, '-->', start + 4);
      continue;
    }
    if (!/[a-z/!?]/.test(lower.charAt(start + 1))) {
      text('<');
      at = start + 1;
      continue;
    }
    const quoted: number = quotesClose ? endOfTag(html, start) : -1;
    quotesClose = quoted !== -1;
    const end = quotesClose ? quoted : html.indexOf('>', start);
    if (end === -1) return text(html.slice(start));
    const found = tagOf(lower.slice(start, end));
    at = end + 1;
    if (found.isEnd || !UNSEEN.has(found.name)) tag(found);
    else at = behind(lower, '>', behind(lower, `</${found.name}`, at));
  }
}

/** @returns where a tag ends, past what is quoted in it; -1 where a quote does not end */
function endOfTag(html: string, start: number): number {
  let quote = '';
  for (let at = start; at < html.length; at++) {
    const character = html.charAt(at);
    if (quote) quote = character === quote ? '' : quote;
    else if (character === '>') return at;
    else if ((character === '"' || character === "'") && html.charAt(at - 1) === '=') quote = character;
  }
  return -1;
}

function behind(html: string, what: string, from: number): number {
  const found = html.indexOf(what, from);
  return found === -1 ? html.length : found + what.length;
}

function tagOf(tag: string): Tag {
  const isEnd = tag.charAt(1) === '/';
  const [name = ''] = /^[a-z][a-z0-9:-]*/.exec(tag.slice(isEnd ? 2 : 1, 40)) ?? [];
  return { name, isEnd, attributes: tag.slice(1 + name.length) };
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (entity, decimal, hex, name: string) => {
    if (name) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : entity;
    const code = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : entity;
  });
}
