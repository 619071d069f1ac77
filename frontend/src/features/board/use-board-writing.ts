import { useState } from 'react';
import type { Todo } from '../../model/todos/todo';
import type { Editing, TitleHandlers } from '../../model/todos/use-title-editor';
import { type TodoActions, useTodoActions } from '../../model/todos/use-todo-actions';

interface BoardWriting {
  /** The key of the column whose field for a new todo is open. */
  composing: string | null;
  compose: (change: string | null | ((now: string | null) => string | null)) => void;
  /** The card whose title is edited in its place. */
  editing: Editing | null;
  edit: (todo: Todo) => void;
  /** @param focusTodo gives the focus back to the card */
  titleHandlers: (focusTodo: (id: string) => void) => TitleHandlers;
  actions: TodoActions;
}

/** What is written on a board: new todos and titles. */
export function useBoardWriting(userId: string): BoardWriting {
  const [composing, compose] = useState<string | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const actions = useTodoActions(userId);
  return {
    composing,
    compose,
    editing,
    edit: (todo) => setEditing({ seen: todo, text: todo.title }),
    titleHandlers: (focusTodo) => ({
      onSave: (seen, title) => actions.edit(seen, { title }),
      onClose(seen, stay) {
        setEditing(null);
        if (stay) focusTodo(seen.id);
      },
    }),
    actions,
  };
}

/** @param column its key */
export function draftName(projectId: string, column: string): string {
  return `${projectId}.${column}`;
}
