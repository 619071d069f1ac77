import { SearchIndex, type SearchNames } from '@latch/domain/search/search-index';
import type { Replica } from './replica';
import type { TodoRow } from './row-store';
import { isLive } from './views';

type Rows = Replica['shown'];

/** How long the page is kept from drawing while todos are indexed ahead of a search. Milliseconds. */
const SLICE_MS = 8;
/** How many are indexed between two looks at the clock. */
const STEP = 50;

const searches = new WeakMap<Rows, RowSearch>();

/** The search of a replica, which is kept up with each change of a todo from when it is first asked for. */
export function searchIn(rows: Rows): RowSearch {
  const known = searches.get(rows);
  if (known) return known;
  const search = new RowSearch(rows);
  searches.set(rows, search);
  return search;
}

/** Indexes all there is, a slice at a time, so that the first search finds it done. */
export async function prepareSearch(rows: Rows): Promise<void> {
  const search = searchIn(rows);
  while (!search.index(SLICE_MS)) await new Promise((resolve) => setTimeout(resolve));
}

class RowSearch {
  readonly #index = new SearchIndex<TodoRow>();
  /** What is not indexed yet. What is written meanwhile is indexed at once. */
  #rest: Iterator<TodoRow> | undefined;

  constructor(private readonly rows: Rows) {
    this.#rest = rows.all('todos')[Symbol.iterator]();
    rows.follow('search', (before, after) => this.#index.write(live(before), live(after)));
  }

  /** @returns whether all is indexed */
  index(milliseconds: number): boolean {
    const until = performance.now() + milliseconds;
    while (this.#rest && performance.now() < until)
      for (let step = 0; step < STEP && this.#rest; step++) this.#indexNext();
    return !this.#rest;
  }

  /** All todos in which each word of a text is found, the best first. */
  find(typed: string): TodoRow[] {
    this.index(Infinity);
    return this.#index.find(typed, namesIn(this.rows));
  }

  #indexNext(): void {
    const { value, done } = this.#rest!.next();
    if (done) this.#rest = undefined;
    else if (isLive(value) && !this.#index.has(value.id)) this.#index.write(undefined, value);
  }
}

const live = (todo: TodoRow | undefined) => (todo && isLive(todo) ? todo : undefined);

/** The Inbox is where all is that has no project, and says nothing of it. */
function namesIn(rows: Rows): SearchNames {
  return {
    projects: [...rows.all('projects')].filter((project) => isLive(project) && !project.inbox),
    sections: [...rows.all('sections')].filter(isLive),
    labels: [...rows.all('labels')].filter(isLive),
  };
}
