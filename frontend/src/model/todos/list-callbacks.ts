import type { ReactNode } from 'react';
import type { DateName, Todo } from './todo';

/** What a list or a board asks the page for, as it is loaded only when it is wanted: a picker, or the actions of a todo. */
export type ActionKind = DateName | 'repeat' | 'reminders' | 'labels' | 'move' | 'actions';

/** Where a pointer was, in pixels of the window; for a menu that opens there. */
export interface Point {
  x: number;
  y: number;
}

/** The todos that are selected, in the order of the page. */
export interface Selection {
  todos: readonly Todo[];
  /** How many of them are folded up. */
  hidden: number;
  clear: () => void;
}

/** What the page around a list or a board does for it. */
export interface ListCallbacks {
  /** The todo whose panel is open. */
  openId?: string | undefined;
  onOpen: (todoId: string) => void;
  /** @param anchor what the focus returns to */
  onAction: (kind: ActionKind, todos: readonly Todo[], anchor: HTMLElement, at?: Point) => void;
  /** Shown while todos are selected. */
  bulkBar?: (selection: Selection) => ReactNode;
}

/** How much is selected, in words. */
export function formatSelected(count: number, hidden = 0): string {
  if (count === 0) return 'Nothing selected';
  return hidden > 0 ? `${count} selected, ${hidden} not shown` : `${count} selected`;
}

let selectMode: ((todoId: string) => void) | null = null;

/** Begins selecting with that todo, on the list or board that is shown; for menus, where there is no keyboard. */
export function beginSelecting(todoId: string): void {
  selectMode?.(todoId);
}

/** The list or board that is shown takes `beginSelecting`. @returns how to stop */
export function takeSelecting(begin: (todoId: string) => void): () => void {
  selectMode = begin;
  return () => {
    if (selectMode === begin) selectMode = null;
  };
}
