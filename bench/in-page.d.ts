/** What the scripts of in-page.mjs leave in the measured page. */
interface InPage {
  /** Milliseconds since the address was asked for. */
  rowsPainted: Promise<number>;
  /** Says what the next key does. */
  expectEffect(effect: 'focused' | 'selected' | 'completed'): void;
  /** Milliseconds since the key was pressed. */
  effectPainted: Promise<number>;
  /** Nothing is about to leave the list, and a todo has the focus. */
  isSettled(): boolean;
  beginTasks(): void;
  /** Durations in milliseconds. */
  tasks: number[];
  nextFrame(): Promise<unknown>;
  /** The number of the last row that is there. */
  lastRow(): number;
}

declare var latchBench: InPage;
