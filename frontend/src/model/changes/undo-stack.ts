import type { Written } from '../../replica/row-store';
import type { LatestUndone } from './latest-undone';

const REMEMBERED = 50;

/** Something that is taken back and made again here, as the server knows nothing of it. */
export type LocalStep = Record<'undo' | 'redo', () => void>;

/** A change that was made here. */
export interface Made {
  id: string;
  /** What was done, in words, for an undo to name it. */
  did: string;
  /** The todos it was about. */
  about: readonly string[];
  /** What it wrote when it was made, so that it can be taken off the screen before the server says so. */
  written: readonly Written[];
  /** Until it is known what it did; of a change from another device. */
  named?: Promise<unknown>;
  /** The request before it of the same change. */
  earlier?: Made;
  local?: LocalStep;
  /** An earlier page did it, and something else may have been changed since. */
  isEarlier?: true;
}

/** What one person did and undid, the last one last. Outlives pages. */
export class UndoStack {
  private done: Made[] = [];
  private undone: Made[] = [];
  /** The ids of changes that are undone now, also of those that the server refused later. */
  private readonly takenBack = new Set<string>();

  constructor(private readonly latest: LatestUndone) {}

  push(made: Made): void {
    const earlier = this.done.find(({ id }) => id === made.id);
    if (earlier) made.earlier = earlier;
    this.done = [...this.done.filter((other) => other !== earlier), made].slice(-REMEMBERED);
    this.undone = [];
  }

  /** Forgets a change: it never came about, or can be undone no more. */
  drop(made: Made): void {
    this.done = this.done.filter((other) => other !== made);
    this.undone = this.undone.filter((other) => other !== made);
  }

  /** Forgets one request that never came about, and keeps those before it of the same change. */
  dropRequest(made: Made): void {
    const without = (other: Made) => (other === made ? (made.earlier ?? []) : other);
    this.done = this.done.flatMap(without);
    this.undone = this.undone.flatMap(without);
  }

  /** @param id of a change, or the last one. @returns it, and remembers that it can be redone */
  takeDone(id?: string): Made | undefined {
    const made = id === undefined ? this.done.at(-1) : this.done.find((other) => other.id === id);
    if (!made) return undefined;
    this.done = this.done.filter((other) => other !== made);
    this.undone = [...this.undone, made];
    this.takenBack.add(made.id);
    this.tell(made.about);
    return made;
  }

  /** What would be undone next. */
  get last(): Made | undefined {
    return this.done.at(-1);
  }

  isTakenBack(id: string): boolean {
    return this.takenBack.has(id);
  }

  /** Remembers that a change was undone or redone on an earlier page. */
  reverse(id: string, way: 'undo' | 'redo'): void {
    const [from, to] = way === 'undo' ? (['done', 'undone'] as const) : (['undone', 'done'] as const);
    const moved = this[from].filter((made) => made.id === id);
    this[from] = this[from].filter((made) => made.id !== id);
    this[to] = [...this[to], ...moved];
    if (way === 'undo') this.takenBack.add(id);
    else this.takenBack.delete(id);
  }

  /** Remembers a change from elsewhere that is undone here, so that it can be made again. */
  pushUndone(made: Made): void {
    this.undone = [...this.undone, made];
  }

  takeUndone(): Made | undefined {
    const made = this.undone.at(-1);
    if (!made) return undefined;
    this.undone = this.undone.slice(0, -1);
    this.done = [...this.done, made];
    this.takenBack.delete(made.id);
    this.tell(made.about);
    return made;
  }

  tell(about: readonly string[]): void {
    this.latest.set({ about, turn: this.latest.get().turn + 1 });
  }
}

/** Whether it wrote more than it is about, such as subtasks that were completed along. */
export function writesMore({ written, about }: Made): boolean {
  return written.some(({ id, table }) => table === 'todos' && !about.includes(id));
}

/** What all requests of a change wrote, the earliest first. */
export function writtenBy({ earlier, written }: Made): readonly Written[] {
  return [...(earlier ? writtenBy(earlier) : []), ...written];
}
