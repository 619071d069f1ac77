import type { Todo } from '../../model/todos/todo';
import { isOnTodo, todoCommands } from '../../model/todos/todo-commands';
import type { TodoActions } from '../../model/todos/use-todo-actions';
import { type Commands, useCommands } from '../../shared/keys/use-commands';
import { announce } from '../../shared/ui/announcements';
import type { Column } from './board-columns';
import type { ListCallbacks } from '../../model/todos/list-callbacks';
import { neighbour, stepOf, type Way } from './board-steps';
import { type Goal, useWalking, WAITING } from '../../model/todos/use-walking';
import type { Selecting } from '../../model/todos/use-selection';

interface BoardCommands {
  columns: readonly Column[];
  /** The rest of the board is on its way. */
  isPart: boolean;
  /** The card that Tab stops at. */
  active: Todo | undefined;
  selection: Selecting;
  actions: TodoActions;
  callbacks: ListCallbacks;
  focusTodo: (id: string) => void;
  setCompleted: (todos: readonly Todo[], completed: boolean) => void;
  /** Edits the title of a card in its place. */
  edit: (todo: Todo) => void;
  /** Opens the field for a new todo, in the column of the active card. */
  add: () => void;
}

/** What the keys do to the board, to the card that is at hand, and to all that are selected. */
export function useBoardCommands(board: BoardCommands): void {
  const { columns, active, selection, actions, callbacks, focusTodo, add } = board;
  const many = selection.todos.length > 0;
  const chosen = many ? selection.todos : active ? [active] : [];
  const find = (goal: Goal) => goalOf(columns, active, goal);
  const walking = useWalking({ active, find, selecting: selection, focusTodo });
  const onCards: Commands = active
    ? {
        ...walking,
        ...crossing(board, active),
        ...(board.isPart ? WAITING : stepping(board, active)),
        open: () => callbacks.onOpen(active.id),
        rename: () => board.edit(active),
        select: () => selection.toggle(active.id),
        selectRange: () => selection.extendTo(active.id),
        ...todoCommands(chosen, { actions, setCompleted: board.setCompleted, onAction: callbacks.onAction }),
      }
    : {};
  useCommands({ add, ...onCards }, { listKeysAnywhere: many });
}

/** Within the column of the active card. */
function goalOf(columns: readonly Column[], active: Todo | undefined, goal: Goal): Todo | undefined {
  if (!active) return undefined;
  const cards = columns.find((column) => column.cards.some(({ todo }) => todo.id === active.id))?.cards;
  if (goal === 'first') return cards?.[0]?.todo;
  if (goal === 'last') return cards?.at(-1)?.todo;
  return isOnTodo() ? neighbour(columns, active.id, goal === 'next' ? 'down' : 'up') : active;
}

function crossing({ columns, focusTodo }: BoardCommands, active: Todo): Commands {
  const cross = (way: Way) => () => {
    const next = isOnTodo() ? neighbour(columns, active.id, way) : active;
    if (next) focusTodo(next.id);
  };
  return { columnBefore: cross('left'), columnAfter: cross('right') };
}

/** Alt with an arrow moves the card at hand. */
function stepping({ columns, actions, focusTodo }: BoardCommands, active: Todo): Commands {
  const step = (way: Way) => () => {
    const found = stepOf(columns, active, way);
    if (typeof found === 'string') return announce(found);
    actions.move(active, found.place, found.said);
    focusTodo(active.id);
  };
  return { moveUp: step('up'), moveDown: step('down'), moveOut: step('left'), moveIn: step('right') };
}
