import type { QueryClient } from '@tanstack/react-query';
import type { RefObject } from 'react';
import type { Draft } from '../../../model/todos/create-many';
import type { NewTodo } from '../../../model/todos/todo';

/** @param drafts all that are to be added as one, where there are several; `wanted` is the first of them */
export type AddTodo = (wanted: NewTodo, drafts?: readonly Draft[]) => void;

export interface QuickAddOptions {
  userId: string;
  /** What the draft is kept as. */
  draftName: string;
  /** What a todo has that is added here, unless the line says something else. */
  place: Omit<NewTodo, 'title'>;
  onAdd: AddTodo;
}

/** A line, with what is needed to read it and to say why it is refused. */
export interface QuickAddLine extends QuickAddOptions {
  client: QueryClient;
  problem: string | null;
  setDraft: (next: string | ((now: string) => string)) => void;
  setProblem: (problem: string | null) => void;
  field: RefObject<HTMLTextAreaElement | null>;
}
