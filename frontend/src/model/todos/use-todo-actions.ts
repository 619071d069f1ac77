import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { syncedReplica } from '../../replica/synced-replica';
import { countUnsent } from '../../shared/api/unsent';
import { fetchOnFirstTouch, loadUntilThere } from '../../shared/ui/overlays';
import { quote } from '../../shared/ui/quote';
import { type Toasts, useToasts } from '../../shared/ui/toast';
import { type Changes, toldChanges, useChanges } from '../changes/use-changes';
import { creationOfMany, type Draft, newRows } from './create-many';
import { creation, newTodo } from './create-todo';
import { deletion } from './delete-todos';
import { movement } from './move-todos';
import type { Conflict } from './conflicts';
import { failureOf, type FieldWriters, fieldWriters, list, type OneOrMany, type Refusals } from './field-writers';
import { type PlanningActions, planningActions } from './planning-actions';
import type { SaveNotes } from './notes-autosave';
import { type NewTodo, type Place, type Priority, type Todo, type TodoPatch } from './todo';
import { nameOf, rootsAmong, type TodoContext, todoContext } from './todo-context';
import { update } from './update-todo';

/** For who loads both, in one file. */
export { toldChanges };

/** Everything that can be done to todos, each with its undo and with what is said about it. */
export interface TodoActions extends PlanningActions {
  /**
   * @param drafts several todos, all of which are added as one change; the first one is `wanted`, which says where they stand
   * @returns what is shown already; of several those that are no subtasks, and are open
   */
  add: (wanted: NewTodo, drafts?: readonly Draft[]) => readonly Todo[];
  /** Changes title or notes. @param seen the todo as the person saw it */
  edit: (seen: Todo, patch: TodoPatch) => void;
  /** Changes notes while they are written, and says nothing. */
  saveNotes: SaveNotes;
  setPriority: (todos: OneOrMany, priority: Priority) => void;
  setLabels: (todos: OneOrMany, change: { add?: readonly string[]; remove?: readonly string[] }) => void;
  /** @param said what is announced, when the place has a better name than "moved" */
  move: (todos: OneOrMany, place: Place, said?: string) => void;
  /** Moves them to Trash. */
  remove: (todos: OneOrMany) => void;
  /** Ends a conflict with the value that was chosen here, or with the other one. */
  resolve: (conflict: Conflict, keepMine: boolean) => void;
}

/** What a list does to its todos. */
export type ListActions = Pick<TodoActions, 'edit' | 'setCompleted' | 'setPriority' | 'move' | 'remove' | 'resolve'>;

export function useTodoActions(userId: string): TodoActions {
  return todoActions(useQueryClient(), userId, useChanges(userId), useToasts());
}

/** For what is no component; otherwise see {@link useTodoActions}. */
export function todoActions(client: QueryClient, userId: string, changes: Changes, toasts: Toasts): TodoActions {
  const context = todoContext(client, userId);
  const refusals: Refusals = () => loadRefusals().then((module) => module.todoRefusals(context, changes, toasts));
  const writers = fieldWriters(context, changes, refusals);
  const resolve = async ({ theirs }: Conflict, keepMine: boolean) => {
    const { refusedAnswers } = await loadUntilThere(loadAnswers);
    const { refused: waiting } = syncedReplica(client, userId).keptChanges;
    const entry = waiting.get().find(({ id }) => id === theirs.id);
    if (entry) refusedAnswers(context, changes, toasts)[keepMine ? 'makeAgain' : 'letGo'](entry);
  };
  return {
    ...additions(context, changes, refusals),
    ...savings(context, changes, refusals),
    ...edits(writers),
    ...planningActions(writers),
    ...moves(context, changes),
    resolve: (...answer) => void countUnsent(resolve(...answer)),
  };
}

const loadRefusals = () => import('./todo-refusals');
fetchOnFirstTouch(loadRefusals);
const loadAnswers = () => import('../changes/refused-answers');
fetchOnFirstTouch(loadAnswers);

function additions(context: TodoContext, changes: Changes, refusals: Refusals): Pick<TodoActions, 'add'> {
  return {
    add(wanted, drafts) {
      if (drafts) {
        const rows = newRows(drafts.with(0, { ...drafts[0]!, wanted }));
        changes.start(creationOfMany(context, rows, new Date().toISOString()));
        const atTop = rows.filter(({ isDone }, index) => drafts[index]!.depth === 0 && !isDone);
        return atTop.flatMap(({ id }) => context.replica.shown.live(id) ?? []);
      }
      const todo = newTodo(context.replica, wanted);
      changes.start({
        ...creation(context, todo, wanted),
        refused: async (error, refusal) => (await refusals()).create(error, refusal, todo),
      });
      return [todo];
    },
  };
}

function savings(context: TodoContext, changes: Changes, refusals: Refusals): Pick<TodoActions, 'saveNotes'> {
  return {
    saveNotes: (seen, notes, changeId) =>
      changes.run({
        ...update(context, seen, { notes }),
        changeId,
        did: `Changed the notes of ${quote(seen.title)}`,
        fails: `The notes of ${quote(seen.title)} were not saved`,
        refused: async (error, refusal) => (await refusals()).update(error, refusal, seen, { notes }),
      }),
  };
}

function edits({ patchOne, editMany, set }: FieldWriters) {
  return {
    edit: (seen: Todo, patch: TodoPatch) =>
      patchOne(seen, patch, {
        announce: `Saved ${quote(patch.title ?? seen.title)}.`,
        did: `${patch.title === undefined ? 'Changed' : 'Renamed'} ${quote(seen.title)}`,
      }),
    setPriority: (todos: OneOrMany, priority: Priority) =>
      set(
        todos,
        { priority },
        (name) => (priority === 4 ? `No priority for ${name}` : `Priority ${priority} for ${name}`),
        'priority',
      ),
    setLabels: (
      chosen: OneOrMany,
      { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
    ) => {
      const todos = list(chosen);
      const edit = {
        ...(add.length > 0 && { addLabelIds: [...add] }),
        ...(remove.length > 0 && { removeLabelIds: [...remove] }),
      };
      if (todos.length === 0 || Object.keys(edit).length === 0) return;
      editMany(todos, edit, `Changed the labels of ${nameOf(todos)}`);
    },
  };
}

function moves(context: TodoContext, changes: Changes) {
  return {
    move: (chosen: OneOrMany, place: Place, said?: string) => {
      const todos = roots(context, list(chosen));
      if (todos.length === 0) return;
      const fails = failureOf(todos, 'moved');
      const did = `Moved ${nameOf(todos)}`;
      const words = said ? { announce: said, did } : { say: did };
      changes.start({ ...movement(context, todos, place), ...words, fails });
    },
    remove: (chosen: OneOrMany) => {
      const todos = roots(context, list(chosen));
      if (todos.length === 0) return;
      changes.start({
        ...deletion(context, todos),
        say: `Deleted ${nameOf(todos)}`,
        fails: failureOf(todos, 'deleted'),
      });
    },
  };
}

/** What goes along with its parent need not be named. */
function roots({ replica }: TodoContext, todos: readonly Todo[]): Todo[] {
  const ids = todos.map(({ id }) => id);
  const all = new Set(rootsAmong(replica.shown, ids));
  return todos.filter(({ id }) => all.has(id));
}
