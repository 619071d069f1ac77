import { useEffect } from 'react';
import type { Todo } from './todo';

let selected: readonly Todo[] = [];

/** The todos that are selected on the page, in its order. */
export function selectedTodos(): readonly Todo[] {
  return selected;
}

/** Tells what is selected in the list that is shown, for what acts on all of it from outside. */
export function useTellSelected(todos: readonly Todo[]): void {
  useEffect(() => {
    selected = todos;
    return () => {
      if (selected === todos) selected = [];
    };
  }, [todos]);
}
