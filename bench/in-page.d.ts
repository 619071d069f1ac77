/** What the scripts of in-page.mjs leave in the measured page. */
interface InPage {
  /** Milliseconds since the address was asked for. */
  rowsPainted: Promise<number>;
  /** The same for the list saying how many todos it has. */
  wholePainted: Promise<number>;
  /** How many todos the list says it has; -1 until it knows. */
  setSize(): number;
  /** Says what the next key does, or the next press. */
  expectEffect(effect: Effect, options?: { trigger?: 'keydown' | 'click'; heading?: string }): void;
  /** Milliseconds since the key was pressed. */
  effectPainted: Promise<number>;
  /** Nothing is about to leave the list, and a todo has the focus. */
  isSettled(): boolean;
  /** The ids of the first two todos of the list that are no subtasks. */
  firstIds(): string[];
  expectKey(): void;
  /** Milliseconds since 1970. */
  keyPressed: Promise<number>;
  /** Says which todo is to be the first one. */
  expectFirst(id: string): void;
  /** Milliseconds since 1970. */
  firstPainted: Promise<number>;
  beginTasks(): void;
  /** Durations in milliseconds. */
  tasks: number[];
  nextFrame(): Promise<unknown>;
  /** How many rows there are down to the last one that is drawn. */
  lastRow(): number;
}

/** What a key does to the todo that has the focus, which page is shown, or that another month is. */
type Effect = 'focused' | 'selected' | 'completed' | 'prioritised' | 'opened' | 'shown' | 'turned';

declare var latchBench: InPage;
