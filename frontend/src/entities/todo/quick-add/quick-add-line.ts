import type { QueryClient } from '@tanstack/react-query';
import type { RefObject } from 'react';
import type { NewTodo } from '../../../model/todos/todo';

export interface QuickAddOptions {
  userId: string;
  /** What the draft is kept as. */
  draftName: string;
  /** What a todo has that is added here, unless the line says something else. */
  place: Omit<NewTodo, 'title'>;
  onAdd: (wanted: NewTodo) => void;
}

/** A line, with what is needed to read it and to say why it is refused. */
export interface QuickAddLine extends QuickAddOptions {
  client: QueryClient;
  problem: string | null;
  setDraft: (next: string | ((now: string) => string)) => void;
  setProblem: (problem: string | null) => void;
  field: RefObject<HTMLTextAreaElement | null>;
}
