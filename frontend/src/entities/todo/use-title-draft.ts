import { useState } from 'react';
import { titleProblem } from '../../model/todos/todo';

/**
 * The title of a todo that is being written down, one after the other: what was typed is there until it was added.
 * @returns `add` adds it unless there is a `problem`
 */
export function useTitleDraft(draft: string, setDraft: (draft: string) => void, onAdd: (title: string) => void) {
  const [problem, setProblem] = useState<string | null>(null);
  const write = (text: string): void => {
    setDraft(text);
    setProblem(null);
  };
  const add = (): void => {
    const found = titleProblem(draft);
    setProblem(found);
    if (found) return;
    onAdd(draft);
    setDraft('');
  };
  return { problem, write, add };
}
