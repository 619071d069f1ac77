import { useState } from 'react';

/** A change that can be taken back, once. */
export interface Undoable {
  undo: () => void;
}

export interface UndoStack {
  push: (undoable: Undoable) => void;
  /** Takes this change back, unless that was done already. */
  undo: (undoable: Undoable) => void;
  /** Takes the last change back that was not taken back yet. @returns false when there is none */
  undoLast: () => boolean;
  /** Forgets a change: it never came about. */
  drop: (undoable: Undoable) => void;
}

const REMEMBERED = 50;

/** The changes of this page that can be taken back, the last one first. Stable. */
export function useUndo(): UndoStack {
  const [stack] = useState(createUndoStack);
  return stack;
}

function createUndoStack(): UndoStack {
  let done: Undoable[] = [];
  const drop = (undoable: Undoable) => {
    done = done.filter((other) => other !== undoable);
  };
  const undo = (undoable: Undoable) => {
    if (!done.includes(undoable)) return;
    drop(undoable);
    undoable.undo();
  };
  return {
    push: (undoable) => {
      done = [...done, undoable].slice(-REMEMBERED);
    },
    undo,
    undoLast: () => {
      const last = done.at(-1);
      if (last) undo(last);
      return last !== undefined;
    },
    drop,
  };
}
