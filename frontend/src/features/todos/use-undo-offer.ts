import { useRef } from 'react';
import { useToasts } from '../../shared/ui/toast';
import { type Undoable, useUndo } from './use-undo';

/** One place for all of them: the newest takes the place of the one before. */
const TOAST = 'todo-undo';

export interface UndoOffer {
  /** Remembers how to take a change back; it is forgotten when the change is refused. */
  remember: (sent: Promise<unknown>, undo: () => void) => Undoable;
  /** Remembers it, and says what was done beside a button that takes it back. */
  offer: (title: string, sent: Promise<unknown>, undo: () => void) => void;
  undoLast: () => boolean;
}

/** What can be taken back, by the key and by the toast of the last change. */
export function useUndoOffer(): UndoOffer {
  const toasts = useToasts();
  const undos = useUndo();
  const offered = useRef<Undoable | null>(null);

  const remember = (sent: Promise<unknown>, undo: () => void) => {
    const undoable = { undo };
    undos.push(undoable);
    sent.catch(() => {
      undos.drop(undoable);
      if (offered.current === undoable) toasts.dismiss(TOAST);
    });
    return undoable;
  };
  return {
    remember,
    offer: (title, sent, undo) => {
      const undoable = remember(sent, undo);
      offered.current = undoable;
      toasts.show({ id: TOAST, title, action: { label: 'Undo', onPress: () => undos.undo(undoable) } });
    },
    undoLast: () => {
      toasts.dismiss(TOAST);
      return undos.undoLast();
    },
  };
}
