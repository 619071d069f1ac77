import { foldText, wordsIn } from './fold-text.js';
import { FIELDS, NAME, NOTES, Ranks, TITLE } from './ranks.js';
import { type SearchQuery, searchQuery, wholeOf } from './search-query.js';
import { lettersOf, NONE, type WordMatcher } from './word-matcher.js';

/** What is known of a todo when it is searched for. */
export interface SearchedTodo {
  id: string;
  title: string;
  notes: string;
  projectId: string;
  sectionId: string | null;
  labelIds: readonly string[];
  completedAt: string | null;
  updatedAt: string;
}

export interface Named {
  id: string;
  name: string;
}

/** Names that todos are found by. */
export interface SearchNames {
  projects: readonly Named[];
  sections: readonly Named[];
  labels: readonly Named[];
}

/** The lowest bit of a posting. */
const [IN_TITLE, IN_NOTES] = [0, 1];

/** A word of any todo. */
interface Term {
  text: string;
  letters: number;
  /** Each todo that has it: its number, and whether it is in the notes alone. */
  postings: number[];
}

/**
 * The words of todos, and which todos have them. It is kept up by telling it of each change; a search reads each word once,
 * however many todos have it.
 */
export class SearchIndex<Todo extends SearchedTodo> {
  readonly #terms = new Map<string, Term>();
  readonly #numbers = new Map<string, number>();
  readonly #todos: (Todo | undefined)[] = [];
  readonly #free: number[] = [];

  /** A todo came, changed or went. */
  write(before: Todo | undefined, after: Todo | undefined): void {
    const id = (after ?? before)?.id;
    const known = id === undefined ? undefined : this.#numbers.get(id);
    const old = known === undefined ? undefined : this.#todos[known];
    if (old && known !== undefined) {
      if (old.title !== after?.title || old.notes !== after.notes) this.#forgetWords(known, old);
      if (!after) this.#remove(known, old.id);
    }
    if (!after) return;
    const number = known ?? this.#free.pop() ?? this.#todos.length;
    this.#todos[number] = after;
    this.#numbers.set(after.id, number);
    if (old?.title !== after.title || old.notes !== after.notes) this.#addWords(number, after);
  }

  has(id: string): boolean {
    return this.#numbers.has(id);
  }

  /** All todos in which each word of a text is found, the best first. None for a text without a word. */
  find(typed: string, names: SearchNames): Todo[] {
    const query = searchQuery(typed);
    if (!query) return [];
    const size = this.#todos.length;
    const ranks = new Ranks(size);
    const best = new Uint8Array(size);
    for (const matcher of query.matchers) {
      best.fill(0);
      this.#findWord(matcher, names, best);
      if (!ranks.take(best)) return [];
    }
    return this.#inOrder(query, ranks);
  }

  #findWord(matcher: WordMatcher, names: SearchNames, best: Uint8Array): void {
    for (const { text, letters, postings } of this.#terms.values()) {
      const quality = matcher.qualityOf(text, letters);
      if (quality === NONE) continue;
      for (const posting of postings) {
        const field = posting & IN_NOTES ? NOTES : TITLE;
        improve(best, posting >> 1, quality * FIELDS + field + 1);
      }
    }
    this.#findNames(matcher, names, best);
  }

  #findNames(matcher: WordMatcher, { projects, sections, labels }: SearchNames, best: Uint8Array): void {
    const found = new Map<string, number>();
    for (const { id, name } of [...projects, ...sections, ...labels]) {
      const quality = qualityOfName(matcher, name);
      if (quality !== NONE) found.set(id, quality * FIELDS + NAME + 1);
    }
    if (found.size === 0) return;
    for (let number = 0; number < this.#todos.length; number++) {
      const todo = this.#todos[number];
      if (!todo) continue;
      for (const id of [todo.projectId, todo.sectionId, ...todo.labelIds]) {
        const score = id === null ? undefined : found.get(id);
        if (score !== undefined) improve(best, number, score);
      }
    }
  }

  #inOrder({ whole }: SearchQuery, ranks: Ranks): Todo[] {
    const found: { todo: Todo; rank: number }[] = [];
    for (let number = 0; number < this.#todos.length; number++) {
      const todo = this.#todos[number];
      if (!todo || !ranks.has(number)) continue;
      const isWhole = ranks.mayBeWhole(number) && wholeOf(todo.title) === whole;
      found.push({ todo, rank: ranks.of(number, isWhole, todo.completedAt !== null) });
    }
    found.sort((a, b) => a.rank - b.rank || latestFirst(a.todo, b.todo));
    return found.map(({ todo }) => todo);
  }

  #addWords(number: number, { title, notes }: Todo): void {
    for (const word of wordsIn(foldText(title))) this.#addWord(word, number, IN_TITLE);
    if (notes !== '') for (const word of wordsIn(foldText(notes))) this.#addWord(word, number, IN_NOTES);
  }

  #addWord(text: string, number: number, field: number): void {
    const posting = (number << 1) | field;
    const postings = this.#terms.get(text)?.postings;
    if (!postings) this.#terms.set(text, { text, letters: lettersOf(text), postings: [posting] });
    // A word that the todo had already, in its title first, was the last to be put there.
    else if ((postings.at(-1) ?? 0) >> 1 !== number) postings.push(posting);
  }

  #forgetWords(number: number, { title, notes }: Todo): void {
    for (const text of new Set(wordsIn(foldText(`${title}\n${notes}`)))) {
      const term = this.#terms.get(text);
      const at = term?.postings.findIndex((posting) => posting >> 1 === number) ?? -1;
      if (!term || at < 0) continue;
      const last = term.postings.pop()!;
      if (at < term.postings.length) term.postings[at] = last;
      if (term.postings.length === 0) this.#terms.delete(text);
    }
  }

  #remove(number: number, id: string): void {
    this.#todos[number] = undefined;
    this.#numbers.delete(id);
    this.#free.push(number);
  }
}

/** How well a name meets a word, by the best of its own words. */
function qualityOfName(matcher: WordMatcher, name: string): number {
  let least = NONE as number;
  for (const word of wordsIn(foldText(name))) {
    const quality = matcher.qualityOf(word, lettersOf(word));
    if (quality !== NONE && (least === NONE || quality < least)) least = quality;
  }
  return least;
}

/** Those whose name has every word of a text, the best first. */
export function findNames<Thing extends Named>(typed: string, things: readonly Thing[]): Thing[] {
  const query = searchQuery(typed);
  if (!query) return [];
  const ranked = things.flatMap((thing) => {
    const qualities = query.matchers.map((matcher) => qualityOfName(matcher, thing.name));
    return qualities.includes(NONE) ? [] : [{ thing, rank: Math.max(...qualities) }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ thing }) => thing);
}

/** The less the better; 0 is nothing yet. */
function improve(best: Uint8Array, number: number, score: number): void {
  const before = best[number]!;
  if (before === 0 || score < before) best[number] = score;
}

function latestFirst(a: SearchedTodo, b: SearchedTodo): number {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt < b.updatedAt ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
