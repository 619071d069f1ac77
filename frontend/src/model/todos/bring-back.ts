import { trashedThings } from '../../replica/flat-views';
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
 * Restores a todo that another device deleted, and changes it once that is done: until then the refused change waits.
 * @param take ends its waiting; returns false when it has ended already
 * @returns whether it was deleted for good, so that nothing can be restored
 */
export async function bringBack(
  context: TodoContext,
  changes: Changes,
  [seen, patch]: readonly [seen: Todo, patch: TodoPatch],
  take: () => boolean,
): Promise<boolean> {
  const { userId, replica } = context;
  if (underway.has(seen.id)) return false;
  underway.add(seen.id);
  // It may have gone along with its parent, its section or its project.
  const id = replica.shown.get('todos', seen.id)?.deletedWith ?? seen.id;
  const found = trashedThings(replica.shown).find((thing) => thing.id === id);
  // What waits is the change it is for.
  const { kept: _kept, ...spec } = restoration(userId, found ?? { entity: 'todo', id, title: seen.title });
  const failure = await changes.run(spec).then(
    () => undefined,
    (error: unknown) => error,
  );
  underway.delete(seen.id);
  if (failure) return isNotThere(failure);
  if (take()) changes.start({ ...update(context, seen, patch), fails: `${quote(seen.title)} was not changed` });
  return false;
}
