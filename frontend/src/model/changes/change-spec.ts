import type { RowStore } from '../../replica/row-store';

/** What makes a change again, by its name in `rebuild-change.ts`, and what that takes: plain data. */
export type Kept = readonly [kind: string, ...args: unknown[]];

/** A change that was refused, for what tells of it. */
export interface Refusal {
  changeId: string;
  /** What is said before the reason: where it waits, if it does. */
  waits: string;
  /** The person goes on with it here, so that it waits no more. @returns false when they have done so elsewhere already */
  take: () => boolean;
}

/** One change: how it looks at once, how it is sent, what its answer does, and what is said about it. */
export interface ChangeSpec<Result = unknown> {
  /**
   * Makes the change in what is shown, before anyone was asked, and again whenever news from the server come below it: so on
   * whatever is there by then, and without harm where the server has made it already.
   */
  apply(rows: RowStore): void;
  /** Asks the backend. May be called again when nobody answered. @param changeId goes into the header `Change-Id` */
  send(changeId: string): Promise<Result>;
  /** Tells the replica what the server answered. @returns whether it had read that from the change feed already */
  settle?(result: Result): boolean;
  /** The todos it is about; the first gets the focus when it is undone. */
  about?: readonly string[];
  /** What was done, in words: "Completed “Water the ferns”". Shown with an Undo, which announces it, too. */
  say?: string;
  /** How an undo names it, where what is said at once does not: "Renamed “Water the ferns”". */
  did?: string;
  /** Only for screen readers, where what was done can be seen. */
  announce?: string;
  /** What was not done, should it be refused: "“Water the ferns” was not completed". */
  fails: string;
  /** Called when the backend said no, after the change was taken back; never for an outage. True when it told the person itself. */
  refused?(error: Error, refusal: Refusal): boolean | Promise<boolean>;
  /** The id of a change made before that this one belongs to: both are undone as one. */
  changeId?: string;
  /** For another page to send it, if this one ends before that, and to make it again when it was refused. */
  kept?: Kept;
  /** What was typed is kept as a draft, from which another page sends it. */
  keptAsDraft?: boolean;
  /** False: it cannot be undone, and nothing remembers it. */
  undoable?: boolean;
}
