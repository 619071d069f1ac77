import type { Written } from './row-store';

/** A change that was made here and is not known to be in the server's state yet. */
export interface KeptChange {
  /** Its `Change-Id`. */
  id: string;
  /** What makes it again, by its name, and what that takes: plain data. */
  made: readonly [kind: string, ...args: unknown[]];
  /** What it wrote, by which it is shown. */
  written: readonly Written[];
  did: string;
  fails: string;
  about: readonly string[];
  undoable: boolean;
}
