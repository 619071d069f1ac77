import type { Changes } from '../changes/use-changes';
import type { ChangeSpec } from '../changes/change-spec';
import { type BulkEdit, bulkEdit } from './edit-todos';
import type { Todo, TodoPatch } from './todo';
import { nameOf, type TodoContext } from './todo-context';
import type { todoRefusals } from './todo-refusals';
import { update } from './update-todo';

/** One todo, or many, which are changed at once: as one change, however many they are. */
export type OneOrMany = Todo | readonly Todo[];

/** What is said of refusals is fetched with the overlays. */
export type Refusals = () => Promise<ReturnType<typeof todoRefusals>>;

type RefusedArgs = Parameters<NonNullable<ChangeSpec['refused']>>;

/** What changes fields of one todo, of many, or of as many as there are. */
export function fieldWriters(context: TodoContext, changes: Changes, refusals: Refusals) {
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

  return { patchOne, editMany, set };
}

export type FieldWriters = ReturnType<typeof fieldWriters>;

/** What is said of a change that was refused. */
export function failureOf(todos: readonly Todo[], wanted: 'changed' | 'moved' | 'deleted'): string {
  return `${nameOf(todos)} ${todos.length === 1 ? 'was' : 'were'} not ${wanted}`;
}

export function list(todos: OneOrMany): readonly Todo[] {
  return 'id' in todos ? [todos] : todos;
}
