import type { DateMove, DateText } from '@latch/domain/dates';
import type { Recurrence } from '@latch/domain/recurrence';
import { wordsOf } from '@latch/domain/recurrence-words';
import { calledOf, capitalise } from '@latch/domain/field-words';
import { todoFields } from '@latch/domain/todo-fields';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { syncedReplica } from '../../replica/synced-replica';
import { countUnsent } from '../../shared/api/unsent';
import { fetchOnFirstTouch, loadUntilThere } from '../../shared/ui/overlays';
import { quote } from '../../shared/ui/quote';
import { type Toasts, useToasts } from '../../shared/ui/toast';
import { today } from '../../shared/formatters/clock';
import { formatDateText } from '../../shared/formatters/dates';
import type { ChangeSpec } from '../changes/change-spec';
import { type Changes, toldChanges, useChanges } from '../changes/use-changes';
import { creation, newTodo } from './create-todo';
import { deletion } from './delete-todos';
import { type BulkEdit, bulkEdit } from './edit-todos';
import { movement } from './move-todos';
import type { Conflict } from './conflicts';
import type { SaveNotes } from './notes-autosave';
import type { todoRefusals } from './todo-refusals';
import { type NewTodo, type Place, type Priority, type Todo, type TodoPatch } from './todo';
import { nameOf, rootsAmong, type TodoContext, todoContext } from './todo-context';
import { nextDatesOf, occurrencesOf } from './repetition';
import { update } from './update-todo';

/** For who loads both, in one file. */
export { toldChanges };

/** One todo, or many, which are changed at once: as one change, however many they are. */
type OneOrMany = Todo | readonly Todo[];

/** Everything that can be done to todos, each with its undo and with what is said about it. */
export interface TodoActions {
  /** @returns the todo, which is shown already */
  add: (wanted: NewTodo) => Todo;
  /** Changes title or notes. @param seen the todo as the person saw it */
  edit: (seen: Todo, patch: TodoPatch) => void;
  /** Changes notes while they are written, and says nothing. */
  saveNotes: SaveNotes;
  setCompleted: (todos: OneOrMany, completed: boolean) => void;
  setPriority: (todos: OneOrMany, priority: Priority) => void;
  /** @param date null for none */
  setDate: (todos: OneOrMany, name: 'start' | 'due' | 'deadline', date: DateText | null) => void;
  /** @param due its date from now on, the first one of the rule */
  setRecurrence: (todo: Todo, recurrence: Recurrence | null, due: DateText | null) => void;
  /** Moves one that repeats on to its next date, without completing this one. */
  skip: (todo: Todo) => void;
  /** Moves due dates onto a day, or by days; their times stay. @param said what is announced */
  moveDue: (todos: readonly Todo[], move: DateMove, said: string) => void;
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
  const resolve = async ({ theirs }: Conflict, keepMine: boolean) => {
    const { refusedAnswers } = await loadUntilThere(loadAnswers);
    const { refused: waiting } = syncedReplica(client, userId).keptChanges;
    const entry = waiting.get().find(({ id }) => id === theirs.id);
    if (entry) refusedAnswers(context, changes, toasts)[keepMine ? 'makeAgain' : 'letGo'](entry);
  };
  return {
    ...additions(context, changes, refusals),
    ...savings(context, changes, refusals),
    ...edits(context, changes, refusals),
    ...moves(context, changes),
    resolve: (...answer) => void countUnsent(resolve(...answer)),
  };
}

/** What is said of refusals is fetched with the overlays. */
type Refusals = () => Promise<ReturnType<typeof todoRefusals>>;

type RefusedArgs = Parameters<NonNullable<ChangeSpec['refused']>>;

const loadRefusals = () => import('./todo-refusals');
fetchOnFirstTouch(loadRefusals);
const loadAnswers = () => import('../changes/refused-answers');
fetchOnFirstTouch(loadAnswers);

function additions(context: TodoContext, changes: Changes, refusals: Refusals): Pick<TodoActions, 'add'> {
  return {
    add(wanted) {
      const todo = newTodo(context.replica, wanted);
      changes.start({
        ...creation(context, todo, wanted),
        refused: async (error, refusal) => (await refusals()).create(error, refusal, todo),
      });
      return todo;
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

function edits(context: TodoContext, changes: Changes, refusals: Refusals) {
  const patchOne = (seen: Todo, patch: TodoPatch, words: Pick<ChangeSpec, 'say' | 'announce' | 'did'>) => {
    const fails = failureOf([seen], 'changed');
    changes.start({
      ...update(context, seen, patch),
      ...words,
      fails,
      refused: async (error, refusal) => (await refusals()).update(error, refusal, seen, patch),
    });
  };
  const editMany = (todos: readonly Todo[], edit: BulkEdit, say: string, did = say) => {
    const ids = todos.map(({ id }) => id);
    const fails = failureOf(todos, 'changed');
    const refused = async (...of: RefusedArgs) => (await refusals()).many(...of, todos, fails);
    changes.start({ ...bulkEdit(context, ids, edit), say, did, fails, refused });
  };
  /** @param field how an undo names it, where what is said at once tells of the new value alone */
  const set = (chosen: OneOrMany, edit: BulkEdit & TodoPatch, words: (name: string) => string, field?: string) => {
    const todos = list(chosen);
    const [only] = todos;
    const say = words(nameOf(todos));
    const did = field ? `Changed the ${field} of ${nameOf(todos)}` : say;
    if (todos.length === 1 && only) patchOne(only, edit, { say, did });
    else if (only) editMany(todos, edit, say, did);
  };

  return {
    edit: (seen: Todo, patch: TodoPatch) =>
      patchOne(seen, patch, {
        announce: `Saved ${quote(patch.title ?? seen.title)}.`,
        did: `${patch.title === undefined ? 'Changed' : 'Renamed'} ${quote(seen.title)}`,
      }),
    setCompleted: (chosen: OneOrMany, completed: boolean) => {
      const todos = list(chosen);
      const [only] = todos;
      const said = (name: string) => `${completed ? 'Completed' : 'Reopened'} ${name}`;
      const occurrences = completed ? occurrencesOf(todos) : [];
      if (occurrences.length === 0 || !only) return set(todos, { completed }, said);
      const say = said(nameOf(todos));
      if (todos.length > 1) return editMany(todos, { completed, occurrences }, say);
      const next = nextDatesOf(only)?.due;
      const then = next ? `${say}, next ${formatDateText(next, today())}` : say;
      patchOne(only, { completed, completionId: occurrences[0]!.completionId }, { say: then, did: say });
    },
    setPriority: (todos: OneOrMany, priority: Priority) =>
      set(
        todos,
        { priority },
        (name) => (priority === 4 ? `No priority for ${name}` : `Priority ${priority} for ${name}`),
        'priority',
      ),
    setDate: (todos: OneOrMany, name: 'start' | 'due' | 'deadline', date: DateText | null) => {
      const called = calledOf(name, todoFields[name]);
      const said = date === null ? '' : formatDateText(date, today());
      const words = (whose: string) =>
        date === null ? `No ${called} for ${whose}` : `${capitalise(called)} of ${whose}: ${said}`;
      set(todos, { [name]: date }, words, called);
    },
    setRecurrence: (todo: Todo, recurrence: Recurrence | null, due: DateText | null) => {
      const name = quote(todo.title);
      const say = recurrence ? `${name} repeats ${wordsOf(recurrence)}` : `${name} does not repeat`;
      const patch = due === todo.due ? { recurrence } : { recurrence, due };
      patchOne(todo, patch, { say, did: `Changed how ${name} repeats` });
    },
    skip: (todo: Todo) => patchOne(todo, { skipped: true }, { say: `Skipped a date of ${quote(todo.title)}` }),
    moveDue: (todos: readonly Todo[], move: DateMove, said: string) => editMany(todos, { moveDue: move }, said),
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

function failureOf(todos: readonly Todo[], wanted: 'changed' | 'moved' | 'deleted'): string {
  return `${nameOf(todos)} ${todos.length === 1 ? 'was' : 'were'} not ${wanted}`;
}

/** What goes along with its parent need not be named. */
function roots({ replica }: TodoContext, todos: readonly Todo[]): Todo[] {
  const ids = todos.map(({ id }) => id);
  const all = new Set(rootsAmong(replica.shown, ids));
  return todos.filter(({ id }) => all.has(id));
}

function list(todos: OneOrMany): readonly Todo[] {
  return 'id' in todos ? [todos] : todos;
}
