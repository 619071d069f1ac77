import { useEffect, useRef, useState } from 'react';
import { titleProblem, type Todo } from './todo';
import { announce } from '../../shared/ui/announcements';
import { tidyLine } from '@latch/domain/tidy-line';

/** The todo whose title is being edited: as the person saw it, and the text to begin with. */
export interface Editing {
  seen: Todo;
  text: string;
}

export interface TitleHandlers {
  onSave: (seen: Todo, title: string) => void;
  /** The editor closes; `stay` when the focus goes back to the row. */
  onClose: (seen: Todo, stay: boolean) => void;
}

/** The title in an editor, and what becomes of it. */
export function useTitleEditor({ seen, text }: Editing, { onSave, onClose }: TitleHandlers) {
  const [draft, setDraft] = useState(text);
  const [problem, setProblem] = useState<string | null>(null);
  const closed = useRef(false);
  const leftOpen = useRef((): boolean => true);

  /** @returns false when it cannot be saved as it is */
  const save = (title: string): boolean => {
    const found = titleProblem(title);
    setProblem(found);
    if (!found && tidyLine(title) !== seen.title) onSave(seen, tidyLine(title));
    return !found;
  };
  const close = (stay: boolean) => {
    closed.current = true;
    onClose(seen, stay);
  };
  useEffect(() => {
    leftOpen.current = () => closed.current || tidyLine(draft) === '' || save(draft);
  });
  // Back and links take the editor away without the focus leaving it.
  useEffect(() => () => void (leftOpen.current() || announce('The title was too long; the old one was kept.')), []);
  return {
    draft,
    problem,
    write: (next: string) => {
      setDraft(next);
      setProblem((told) => (told && tidyLine(next) ? titleProblem(next) : null));
    },
    save: () => save(draft) && close(true),
    discard: () => close(true),
    /** The focus went away: what can be saved is; an emptied title is not, and the old one stays. */
    leave: () => {
      if (closed.current) return;
      const emptied = tidyLine(draft) === '';
      if (emptied) announce('A todo needs a title; the old one was kept.');
      if (emptied || save(draft)) close(false);
    },
  };
}
