import type { Todo } from '../../model/todos/todo';

export interface TodoPanelProps {
  userId: string;
  todoId: string;
  onClose: () => void;
  onOpen: (todoId: string) => void;
  /** Asks the page for a picker. @param anchor what the focus returns to */
  onAction: (kind: 'due' | 'labels' | 'move', todos: readonly Todo[], anchor: HTMLElement) => void;
}
