import { type MarkedLine, withoutMarks } from './pasted-marks.js';
import { linesOfHtml, type RawLine } from './pasted-html.js';
import { isVisible, tidyLine } from './tidy-line.js';
import { todoFields } from './todo-fields.js';

/** How many todos one paste makes. */
export const MOST_PASTED = 500;

/** A todo that a line of pasted text says. */
export interface PastedLine {
  /** On one line, without indentation, bullet, number or box. It may be longer than a title. */
  text: string;
  /** How deep it is below the lines before it; at most one deeper than the line before it. */
  depth: number;
  isDone: boolean;
}

/** What a clipboard has of one thing that was copied. */
export interface Pasted {
  text: string;
  html?: string | undefined;
}

/** What is no more than this apart is as deep. */
const SAME_DEPTH = 1;
const TAB = 4;
const LINE_BREAK = /\r\n|[\r\n\u0085\u2028\u2029]/;
/** A cell with line breaks, as a sheet quotes it. */
const QUOTED_CELL = /(^|[\t\n])"((?:[^"]|"")*)"(?=[\t\n]|$)/g;

/**
 * Reads pasted text as one todo for each line, in their order. Bullets, numbers and boxes are taken off, indentation makes
 * subtasks, a ticked box makes it done, and the cells of a sheet's row stand on one line. The lists of HTML are taken where
 * there is no other text, or where they say more of the same words: browsers leave out of the text how lists lie in each other.
 * Takes time in proportion to the text.
 */
export function readPastedLines({ text, html = '' }: Pasted): PastedLine[] {
  const plain = finish(linesOfText(text));
  if (html === '') return plain;
  const { lines, hasList } = linesOfHtml(html);
  if (plain.length > 0 && !hasList) return plain;
  const rich = finish(lines);
  if (plain.length === 0) return rich;
  return lettersOf(rich) === lettersOf(plain) && structureOf(rich) > structureOf(plain) ? rich : plain;
}

/** Pasted text as it stands in a field of one line: nothing of it is lost, and no two words run together. */
export function onOneLine({ text, html = '' }: Pasted): string {
  const shown = isVisible(text)
    ? text
    : linesOfHtml(html)
        .lines.map((line) => line.text)
        .join('\n');
  return tidyLine(shown);
}

/**
 * A title that is too long ends at a word, and the whole of it is in the notes.
 * @param line the whole, where the title is what is left of it
 */
export function fitTitle(title: string, line: string): { title: string; notes?: string } {
  const { most } = todoFields.title;
  // Lengths are in code points, of which there are no more than of these.
  if (title.length <= most) return { title };
  const letters = Array.from(title);
  if (letters.length <= most) return { title };
  const begun = letters.slice(0, most - 1).join('');
  const cut = /\s/u.test(letters[most - 1]!) ? begun : begun.replace(/\s+\S*$/u, '');
  return { title: `${(cut || begun).trimEnd()}…`, notes: line };
}

function linesOfText(text: string): RawLine[] {
  const lines = text.replace(/\r\n?/g, '\n');
  const cells = lines.includes('\t')
    ? lines.replace(QUOTED_CELL, (quoted, before: string, inside: string, start: number) => {
        const isCell = lines.charAt(start + quoted.length) === '\t' || isBehindCell(lines, start, before);
        return isCell ? before + unquoted(inside) : quoted;
      })
    : lines;
  return cells.split(LINE_BREAK).map((line) => ({ text: line, indent: indentOf(line) }));
}

/** Whether a tab parts it from another cell; one that nothing stands before is indentation. */
function isBehindCell(lines: string, start: number, before: string): boolean {
  if (before !== '\t') return false;
  let at = start - 1;
  while (/[ \t]/.test(lines.charAt(at))) at--;
  return at >= 0 && lines.charAt(at) !== '\n';
}

function unquoted(cell: string): string {
  return cell.replaceAll('""', '"').replaceAll('\n', ' ');
}

function indentOf(line: string): number {
  let indent = 0;
  for (const character of line) {
    if (character === '\t') indent = (Math.floor(indent / TAB) + 1) * TAB;
    else if (/\s/u.test(character)) indent++;
    else return indent;
  }
  return indent;
}

interface Nested extends MarkedLine {
  depth: number;
  /** Where the line is of which it is a part. */
  parent: number;
}

function finish(raw: readonly RawLine[]): PastedLine[] {
  const marked = raw.flatMap((line): (MarkedLine & RawLine)[] => {
    const found = withoutMarks(line.text);
    return found ? [{ ...found, ...line, isTicked: line.isTicked ?? found.isTicked, text: found.text }] : [];
  });
  const nested = withDepths(marked);
  const counted = countedLines(nested);
  const texts = nested.map((line, index) => (counted.has(index) && line.numbered ? line.numbered.rest : line));
  const done = doneLines(nested.map((line, index) => ({ ...line, isTicked: texts[index]!.isTicked ?? line.isTicked })));
  return nested.flatMap(({ depth }, index) =>
    pieces(tidyLine(texts[index]!.text)).map((text) => ({ text, depth, isDone: done[index]! })),
  );
}

function withDepths(lines: readonly (MarkedLine & RawLine)[]): Nested[] {
  const above: { indent: number; index: number }[] = [];
  return lines.map((line, index) => {
    while (above.length > 0 && line.indent - above.at(-1)!.indent <= SAME_DEPTH) above.pop();
    const nested = { ...line, depth: above.length, parent: above.at(-1)?.index ?? -1 };
    above.push({ indent: line.indent, index });
    return nested;
  });
}

/**
 * The lines whose number says which one of a list they are: the first, or those that follow on one another at the same depth.
 * "3. Dezember" by itself is none.
 */
function countedLines(lines: readonly Nested[]): Set<number> {
  const counted = new Set<number>();
  const last = new Map<string, number>();
  for (const [index, { numbered, parent }] of lines.entries()) {
    if (!numbered) continue;
    const key = `${parent} ${numbered.kind}`;
    const before = last.get(key);
    const previous = before === undefined ? undefined : lines[before]!.numbered!.value;
    const isFirst = numbered.value === 1 && numbered.kind === 'digit';
    if (isFirst || numbered.value - 1 === previous) counted.add(index);
    if (before !== undefined && numbered.value - 1 === previous) counted.add(before);
    last.set(key, index);
  }
  return counted;
}

/** What has no box of its own is as done as what it is a part of. Nothing is done while a part of it is not. */
function doneLines(lines: readonly Nested[]): boolean[] {
  const done: boolean[] = [];
  for (const { isTicked, parent } of lines) done.push(isTicked ?? done[parent] ?? false);
  for (const [index, { parent }] of [...lines.entries()].toReversed()) {
    if (!done[index] && parent >= 0) done[parent] = false;
  }
  return done;
}

/** A line that not even notes can hold is several, parted at words. */
function pieces(line: string): string[] {
  const { most } = todoFields.notes;
  if (line.length <= most) return [line];
  const found: string[] = [];
  for (let from = 0; from < line.length;) {
    const space = from + most < line.length ? line.lastIndexOf(' ', from + most) : line.length;
    const isSplit = space <= from;
    const end = isSplit ? endOfLetter(line, from + most) : space;
    found.push(tidyLine(line.slice(from, end)));
    from = isSplit ? end : end + 1;
  }
  return found.filter((piece) => piece !== '');
}

/** Keeps the two halves of a code point together. */
function endOfLetter(line: string, end: number): number {
  return /[\uD800-\uDBFF]/.test(line.charAt(end - 1)) ? end - 1 : end;
}

/** How many lines are known to be more than one in a row. */
function structureOf(lines: readonly PastedLine[]): number {
  return lines.filter(({ depth, isDone }) => depth > 0 || isDone).length;
}

function lettersOf(lines: readonly PastedLine[]): string {
  return lines.map(({ text }) => text.replace(/\s+/gu, '')).join('');
}
