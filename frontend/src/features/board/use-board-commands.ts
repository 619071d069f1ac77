import type { Todo } from '../../model/todos/todo';
import { isOnTodo, leaveTodos, todoCommands } from '../../model/todos/todo-commands';
import type { TodoActions } from '../../model/todos/use-todo-actions';
import { type Commands, useCommands } from '../../shared/keys/use-commands';
import { announce } from '../../shared/ui/announcements';
import type { Column } from './board-columns';
import type { ListHands } from '../../model/todos/list-hands';
import { neighbour, stepOf, type Way } from './board-steps';
import type { Selecting } from '../../model/todos/use-selection';

interface BoardCommands {
  columns: readonly Column[];
  /** The card that Tab stops at. */
  active: Todo | undefined;
  selection: Selecting;
  actions: TodoActions;
  hands: ListHands;
  focusCard: (id: string) => void;
  setCompleted: (todos: readonly Todo[], completed: boolean) => void;
  /** Opens the field for a new todo, in the column of the active card. */
  add: () => void;
}

/** What the keys do to the board, to the card that is at hand, and to all that are selected. */
export function useBoardCommands(board: BoardCommands): void {
  const { active, selection, actions, hands, add } = board;
  const many = selection.todos.length > 0;
  const chosen = many ? selection.todos : active ? [active] : [];
  const onCards: Commands = active
    ? {
        ...walking(board, active),
        ...stepping(board, active),
        open: () => hands.onOpen(active.id),
        rename: () => hands.onOpen(active.id),
        select: () => selection.toggle(active.id),
        selectRange: () => selection.toggleRange(active.id),
        ...todoCommands(chosen, { actions, setCompleted: board.setCompleted, onAction: hands.onAction }),
      }
    : {};
  useCommands({ add, ...onCards }, { listKeysAnywhere: many });
}

function walking({ columns, selection, focusCard }: BoardCommands, active: Todo): Commands {
  const walk = (way: Way) => () => {
    const next = isOnTodo() ? neighbour(columns, active.id, way) : active;
    if (next) focusCard(next.id);
  };
  return {
    next: walk('down'),
    previous: walk('up'),
    columnBefore: walk('left'),
    columnAfter: walk('right'),
    leave: () => leaveTodos(selection.todos, selection.clear),
  };
}

/** Alt with an arrow moves the card at hand. */
function stepping({ columns, actions, focusCard }: BoardCommands, active: Todo): Commands {
  const step = (way: Way) => () => {
    const found = stepOf(columns, active, way);
    if (typeof found === 'string') return announce(found);
    actions.move(active, found.place, found.said);
    focusCard(active.id);
  };
  return { moveUp: step('up'), moveDown: step('down'), moveOut: step('left'), moveIn: step('right') };
}
