import { useState } from 'react';
import { changesBetween, notesProblem, patched, tidyTitle, titleProblem, type Todo, type TodoPatch } from './todo';

/** The todo being edited: as the person saw it, and with the text to begin with. */
export interface Editing {
  seen: Todo;
  draft: Todo;
}

export interface EditorHandlers {
  onSave: (seen: Todo, patch: TodoPatch) => void;
  /** The editor closes; `stay` when the focus goes back to the row. */
  onClose: (seen: Todo, stay: boolean) => void;
  announce: (text: string) => void;
}

interface Draft {
  title: string;
  notes: string;
}

/** The text in an editor, and what becomes of it. */
export function useTodoEditor(editing: Editing, { onSave, onClose, announce }: EditorHandlers) {
  const [seen, setSeen] = useState(editing.seen);
  const [draft, setDraft] = useState<Draft>(editing.draft);
  const [problem, setProblem] = useState<string | null>(null);

  /** @returns false when something can't be saved as it is */
  const save = ({ title, notes }: Draft): boolean => {
    const found = titleProblem(title) ?? notesProblem(notes);
    setProblem(found);
    const patch = found ? null : changesBetween(seen, { title: tidyTitle(title), notes });
    if (patch) {
      onSave(seen, patch);
      setSeen(patched(seen, patch));
    }
    return !found;
  };
  const close = (stay: boolean) => onClose(seen, stay);

  return {
    seen,
    draft,
    problem,
    write: (change: Partial<Draft>) => {
      setDraft({ ...draft, ...change });
      setProblem(null);
    },
    save: () => save(draft) && close(true),
    discard: () => close(true),
    /** The focus went away: what can be saved is; an emptied title is not, and the old one stays. */
    leave: () => {
      const emptied = tidyTitle(draft.title) === '';
      if (emptied) announce('A todo needs a title; the old one was kept.');
      if (save(emptied ? { ...draft, title: seen.title } : draft)) close(false);
    },
    /** The window lost the focus: the text is brought to safety, and the cursor stays where it is. */
    keep: () => {
      if (tidyTitle(draft.title) !== '') save(draft);
    },
  };
}
