import type { Todo } from './todo';

let explain: ((todo: Todo) => void) | undefined;

/** The page that is shown can explain why a todo is in it. @returns how to stop */
export function takeWhyHere(take: (todo: Todo) => void): () => void {
  explain = take;
  return () => {
    if (explain === take) explain = undefined;
  };
}

/** Explains why a todo is on the page that is shown; undefined where the page cannot. */
export function whyHere(): ((todo: Todo) => void) | undefined {
  return explain;
}
