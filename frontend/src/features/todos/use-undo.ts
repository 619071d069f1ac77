import { useState } from 'react';

interface Undoable {
  undo: () => void;
}

const REMEMBERED = 50;

export interface UndoStack {
  /** @returns what undoes exactly this change, once. */
  push: (undo: () => void) => () => void;
  /** Undoes the last change not undone yet. @returns false when there is none */
  undoLast: () => boolean;
}

/** The changes of this page that can be taken back, the last one first. Stable. */
export function useUndo(): UndoStack {
  const [stack] = useState(createUndoStack);
  return stack;
}

function createUndoStack(): UndoStack {
  let done: Undoable[] = [];
  const take = (one: Undoable | undefined): boolean => {
    if (!one || !done.includes(one)) return false;
    done = done.filter((other) => other !== one);
    one.undo();
    return true;
  };
  return {
    push(undo) {
      const one = { undo };
      done = [...done, one].slice(-REMEMBERED);
      return () => void take(one);
    },
    undoLast: () => take(done.at(-1)),
  };
}
