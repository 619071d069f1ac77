import { characterStart, foldText, foldWithPlaces, placedWords, wordsIn } from './fold-text.js';
import type { SearchQuery } from './search-query.js';
import { FAR_TYPO, lettersOf, NONE, PREFIX, type Quality, TYPO, WITHIN, type WordMatcher } from './word-matcher.js';

/** A part of a text, in its own characters: from `start` to before `end`. */
interface TextRange {
  start: number;
  end: number;
}

/** A text with the parts in it that were searched for. */
export interface MarkedText {
  text: string;
  /** In their order, apart from each other. */
  ranges: readonly TextRange[];
}

/** What is shown of a todo that was found. */
export interface MarkedTodo {
  title: MarkedText;
  /** The lines of the notes that have the most of what was searched for: two at most, none where nothing is found in them. */
  notes: readonly MarkedText[];
}

const MOST_LINES = 2;
/** Of a line, and before what was found in it. */
const ROOM = 160;
const ROOM_BEFORE = 40;

/** Marks in a todo what was searched for. Slips are marked only where a word is not found as it was typed. */
export function markTodo({ title, notes }: { title: string; notes: string }, query: SearchQuery): MarkedTodo {
  const inTitle = placesIn(title, query.matchers);
  const isFound = (matcher: WordMatcher) => isRight(inTitle.best.get(matcher));
  const lines = linesOf(notes, query.matchers).map((line) =>
    clipped(line, placesIn(line, query.matchers, isFound).ranges),
  );
  return { title: { text: title, ranges: inTitle.ranges }, notes: lines.filter(({ ranges }) => ranges.length > 0) };
}

/** Marks in a text what was searched for. */
export function markText(text: string, query: SearchQuery): MarkedText {
  return { text, ranges: placesIn(text, query.matchers).ranges };
}

function isRight(quality: Quality | undefined): boolean {
  return quality !== undefined && quality < TYPO;
}

interface Place extends TextRange {
  matcher: WordMatcher;
  quality: Quality;
}

/** @param isFound whether a word is found as it was typed elsewhere, so that slips of it are none here */
function placesIn(
  text: string,
  matchers: readonly WordMatcher[],
  isFound: (matcher: WordMatcher) => boolean = () => false,
) {
  const { text: folded, starts, ends } = foldWithPlaces(text);
  const best = new Map<WordMatcher, Quality>();
  const places: Place[] = [];
  for (const { word, at } of placedWords(folded)) {
    const letters = lettersOf(word);
    for (const matcher of matchers) {
      const quality = matcher.qualityOf(word, letters);
      if (quality === NONE) continue;
      best.set(matcher, Math.min(best.get(matcher) ?? FAR_TYPO, quality) as Quality);
      for (const [from, to] of partsOf(word, matcher, quality))
        places.push({ matcher, quality, start: starts[at + from]!, end: ends[at + to - 1]! });
    }
  }
  const shown = places.filter(
    ({ matcher, quality }) => isRight(quality) || !(isRight(best.get(matcher)) || isFound(matcher)),
  );
  return { best, ranges: joined(shown) };
}

/** Which letters of a word are those that were typed; all of them where it was typed otherwise. */
function partsOf(word: string, { word: typed }: WordMatcher, quality: Quality): [number, number][] {
  if (quality <= PREFIX) return [[0, typed.length]];
  if (quality !== WITHIN) return [[0, word.length]];
  const parts: [number, number][] = [];
  for (let at = word.indexOf(typed); at >= 0; at = word.indexOf(typed, at + typed.length))
    parts.push([at, at + typed.length]);
  return parts;
}

function joined(places: readonly TextRange[]): TextRange[] {
  const ranges: TextRange[] = [];
  for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
    const last = ranges.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}

/** The lines that have the most words of a search, in their order; each has one that those before do not have. */
function linesOf(notes: string, matchers: readonly WordMatcher[]): string[] {
  if (notes === '') return [];
  const lines = notes.split(/\r\n?|\n/).map((line, index) => ({ line, index, found: foundIn(line, matchers) }));
  const chosen: typeof lines = [];
  let left = new Set(matchers);
  while (chosen.length < MOST_LINES && left.size > 0) {
    const worth = ({ found }: (typeof lines)[number]) =>
      [...left].reduce((sum, matcher) => sum + (found.has(matcher) ? 10 - found.get(matcher)! : 0), 0);
    const next = lines.reduce((a, b) => (worth(b) > worth(a) ? b : a));
    if (worth(next) === 0) break;
    chosen.push(next);
    left = new Set([...left].filter((matcher) => !next.found.has(matcher)));
  }
  return chosen.sort((a, b) => a.index - b.index).map(({ line }) => line);
}

function foundIn(line: string, matchers: readonly WordMatcher[]): Map<WordMatcher, Quality> {
  const found = new Map<WordMatcher, Quality>();
  for (const word of wordsIn(foldText(line))) {
    const letters = lettersOf(word);
    for (const matcher of matchers) {
      const quality = matcher.qualityOf(word, letters);
      if (quality !== NONE) found.set(matcher, Math.min(found.get(matcher) ?? FAR_TYPO, quality) as Quality);
    }
  }
  return found;
}

/** What there is room for of a line, with the first part that was found; with dots where it goes on. */
function clipped(line: string, ranges: readonly TextRange[]): MarkedText {
  const text = line.trimEnd();
  const indent = text.length - text.trimStart().length;
  const { start = 0, end = 0 } = ranges[0] ?? {};
  const from = start - indent > ROOM - ROOM_BEFORE ? startNear(text, start - ROOM_BEFORE, start) : indent;
  const to = text.length - from > ROOM ? endNear(text, from + ROOM, Math.max(from, end)) : text.length;
  const [before, after] = [from > indent ? '…' : '', to < text.length ? '…' : ''];
  const inside = ranges.flatMap((range) => {
    const [at, until] = [Math.max(range.start, from), Math.min(range.end, to)];
    return at < until ? [{ start: at - from + before.length, end: until - from + before.length }] : [];
  });
  return { text: before + text.slice(from, to) + after, ranges: inside };
}

/** The start of the first word behind a place; at `most`. */
function startNear(text: string, place: number, most: number): number {
  const blank = text.slice(place, most).search(/\s\S/);
  return blank < 0 ? most : characterStart(text, place + blank + 1);
}

/** The end of the last word before a place; `least` at least. */
function endNear(text: string, place: number, least: number): number {
  if (least >= place) return least;
  const blank = text.slice(least, place).search(/\s\S*$/);
  return characterStart(text, blank < 0 ? place : least + blank);
}
