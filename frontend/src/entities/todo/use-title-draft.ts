import { useState } from 'react';
import { tidyLine } from '@latch/domain/tidy-line';
import { titleProblem } from '../../model/todos/todo';

/**
 * The draft of a new todo's title. It is kept until the todo is added.
 * @returns `add` adds the todo, or sets `problem` where the title is refused
 */
export function useTitleDraft(draft: string, setDraft: (draft: string) => void, onAdd: (title: string) => void) {
  const [problem, setProblem] = useState<string | null>(null);
  const write = (text: string): void => {
    setDraft(text);
    setProblem((told) => (told && tidyLine(text) ? titleProblem(text) : null));
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
