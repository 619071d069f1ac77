import { ENTITIES, trashedThings } from '../../replica/flat-views';
import type { RefusedChange } from '../../replica/refused-changes';
import { isNotThere } from '../../shared/api/errors';
import { quote } from '../../shared/ui/quote';
import type { Changes } from '../changes/use-changes';
import { restoration } from '../trash/restoration';
import type { Todo, TodoPatch } from './todo';
import type { TodoContext } from './todo-context';
import { update } from './update-todo';

/** Those that are being restored, so that a second press does not do it again. */
const underway = new Set<string>();

/**
 * Restores what another device deleted, and changes it once that is done: until then the refused change waits.
 * @param take ends its waiting; returns false when it has ended already
 * @param change makes the change again
 * @returns whether it was deleted for good, so that nothing can be restored
 */
export async function bringBack(
  context: TodoContext,
  changes: Changes,
  { table, id, title }: RefusedChange['subject'],
  take: () => boolean,
  change: () => void,
): Promise<boolean> {
  const { userId, replica } = context;
  if (underway.has(id)) return false;
  underway.add(id);
  // It may have gone along with its parent, its section or its project.
  const root = replica.shown.get(table, id)?.deletedWith ?? id;
  const found = trashedThings(replica.shown).find((thing) => thing.id === root);
  // What waits is the change it is for.
  const { kept: _kept, ...spec } = restoration(userId, found ?? { entity: ENTITIES[table], id, title });
  const failure = await changes.run(spec).then(
    () => undefined,
    (error: unknown) => error,
  );
  underway.delete(id);
  if (failure) return isNotThere(failure);
  if (take()) change();
  return false;
}

/** The same of a todo, from what was seen of it and what it was to become. */
export function bringBackTodo(
  context: TodoContext,
  changes: Changes,
  [seen, patch]: readonly [seen: Todo, patch: TodoPatch],
  take: () => boolean,
): Promise<boolean> {
  const { id, title } = seen;
  const change = () => changes.start({ ...update(context, seen, patch), fails: `${quote(title)} was not changed` });
  return bringBack(context, changes, { table: 'todos', id, title }, take, change);
}
