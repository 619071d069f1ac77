import type { Section } from '../../model/outline/outline';
import type { Todo } from '../../model/todos/todo';
import { isOnTodo, todoCommands } from '../../model/todos/todo-commands';
import type { ListActions } from '../../model/todos/use-todo-actions';
import { runCommand } from '../../shared/keys/command-registry';
import type { Command } from '../../shared/keys/key-bindings';
import { type Commands, useCommands } from '../../shared/keys/use-commands';
import { announce } from '../../shared/ui/announcements';
import { fetchOnFirstTouch, loadUntilThere } from '../../shared/ui/overlays';
import type { ListCallbacks } from '../../model/todos/list-callbacks';
import type { Way } from './step';
import type { Selecting } from '../../model/todos/use-selection';
import { type Goal, useWalking, WAITING } from '../../model/todos/use-walking';

/** Where a step leads is not needed to draw a list: fetched with the overlays. */
let step: typeof import('./step') | undefined;
const loadStep = () => import('./step').then((module) => (step = module));
fetchOnFirstTouch(loadStep);

let asked: Promise<unknown> = Promise.resolve();

/** What keys do besides, to the todo at hand or to all that are selected. @param focusTodo keeps the focus with one that moves */
export type CommandsFor = (chosen: readonly Todo[], focusTodo: (id: string) => void) => Commands;

interface ListCommands {
  todos: readonly Todo[];
  sections: readonly Section[];
  /** The one that Tab stops at. */
  active: Todo | undefined;
  ordered: boolean;
  /** The rest of the list is on its way. */
  isPart: boolean;
  selecting: Selecting;
  actions: ListActions;
  callbacks: ListCallbacks;
  focusTodo: (id: string) => void;
  edit: (todo: Todo) => void;
  setCompleted: (todos: readonly Todo[], completed: boolean) => void;
  commandsFor: CommandsFor | undefined;
}

/** What the keys do to the list, to the todo that is at hand, and to all that are selected. */
export function useListCommands(list: ListCommands): void {
  const { todos, active, selecting, actions, callbacks, focusTodo } = list;
  const many = selecting.todos.length > 0;
  const chosen = many ? selecting.todos : active ? [active] : [];

  const find = (goal: Goal) => goalOf(todos, active, goal);
  const walking = useWalking({ active, find, selecting, focusTodo });

  useCommands(
    present({
      ...walking,
      open: active && (() => callbacks.onOpen(active.id)),
      rename: active && (() => list.edit(active)),
      select: active && (() => selecting.toggle(active.id)),
      selectRange: active && (() => selecting.extendTo(active.id)),
      ...todoCommands(chosen, { actions, setCompleted: list.setCompleted, onAction: callbacks.onAction }),
      ...stepping(list),
      ...list.commandsFor?.(chosen, focusTodo),
      ...(list.isPart && WAITING),
    }),
    { listKeysAnywhere: many },
  );
}

function goalOf(todos: readonly Todo[], active: Todo | undefined, goal: Goal): Todo | undefined {
  if (goal === 'first') return todos[0];
  if (goal === 'last') return todos.at(-1);
  const at = active ? todos.indexOf(active) : 0;
  const step = goal === 'next' ? 1 : -1;
  return todos[isOnTodo() ? Math.min(Math.max(at + step, 0), todos.length - 1) : at];
}

/** Alt with an arrow moves the todo at hand. */
function stepping({ todos, sections, active, ordered, actions, focusTodo }: ListCommands): Partial<Commands> {
  if (!active || !ordered) return {};
  const go = (way: Way, command: Command) => () => {
    if (!step) return askAgain(command);
    const found = step.stepOf(active, way, todos, sections);
    if (typeof found === 'string') return announce(found);
    actions.move(active, found.place, found.said);
    focusTodo(active.id);
  };
  return {
    moveUp: go('up', 'moveUp'),
    moveDown: go('down', 'moveDown'),
    moveIn: go('in', 'moveIn'),
    moveOut: go('out', 'moveOut'),
  };
}

/** Once steps can be taken: one after the other, each in the list that the one before it has left. */
function askAgain(command: Command): void {
  asked = asked
    .then(() => loadUntilThere(loadStep))
    .then(() => runCommand(command))
    .then(() => new Promise(requestAnimationFrame));
}

/** Commands that do nothing now are left to other handlers. */
function present(commands: { [Name in keyof Commands]: (() => void) | undefined }): Commands {
  return Object.fromEntries(Object.entries(commands).filter(([, run]) => run !== undefined));
}
