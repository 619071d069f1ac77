import type { Language, Unit } from './language.js';

/** The words of a language, to be looked up. */
export interface Lexicon {
  weekdays: ReadonlyMap<string, number>;
  months: ReadonlyMap<string, number>;
  units: ReadonlyMap<string, Unit>;
  sets: Readonly<Record<WordSet, ReadonlySet<string>>>;
  /** Whether a dot behind it ends no sentence: "Nov. 27". */
  takesDot: (word: string) => boolean;
}

type WordSet =
  'workday' | 'articles' | 'every' | 'starting' | 'start' | 'notAfter' | 'notBefore' | 'ambiguous' | 'last';

const known = new WeakMap<Language, Lexicon>();

export function lexiconOf(language: Language): Lexicon {
  const before = known.get(language);
  if (before) return before;
  const lexicon = build(language);
  known.set(language, lexicon);
  return lexicon;
}

function build(language: Language): Lexicon {
  const weekdays = indexed(language.weekdays);
  const months = indexed(language.months);
  const units = Object.entries(language.units).flatMap(([unit, words]) =>
    words.split(' ').map((word): [string, Unit] => [word, unit as Unit]),
  );
  const words = (name: WordSet) => new Set(language[name].split(' ').filter(Boolean));
  return {
    weekdays,
    months,
    units: new Map(units),
    sets: {
      workday: words('workday'),
      articles: words('articles'),
      every: words('every'),
      starting: words('starting'),
      start: words('start'),
      notAfter: words('notAfter'),
      notBefore: words('notBefore'),
      ambiguous: words('ambiguous'),
      last: words('last'),
    },
    takesDot: (word) =>
      weekdays.has(word) || months.has(word) || (language.ordinalEnds === '.' && /^\d{1,2}$/.test(word)),
  };
}

function indexed(names: readonly string[]): Map<string, number> {
  return new Map(names.flatMap((words, index) => words.split(' ').map((word): [string, number] => [word, index])));
}

/** Which of some names a word is: one of them, or three letters of one at least. -1 for none. */
export function namedBy(names: readonly string[], word: string): number {
  return word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word));
}
