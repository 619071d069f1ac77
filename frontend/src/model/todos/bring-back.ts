import { trashedThings } from '../../replica/flat-views';
import { quote } from '../../shared/ui/quote';
import type { Changes } from '../changes/use-changes';
import { restoration } from '../trash/restoration';
import type { Todo, TodoPatch } from './todo';
import type { TodoContext } from './todo-context';
import { update } from './update-todo';

/** Restores a todo that another device deleted, and then changes it. */
export function bringBack(context: TodoContext, changes: Changes, seen: Todo, patch: TodoPatch): void {
  const { userId, replica } = context;
  // It may have gone along with its parent, its section or its project.
  const id = replica.shown.get('todos', seen.id)?.deletedWith ?? seen.id;
  const found = trashedThings(replica.shown).find((thing) => thing.id === id);
  changes.start(restoration(userId, found ?? { entity: 'todo', id, title: seen.title }));
  changes.start({ ...update(context, seen, patch), fails: `${quote(seen.title)} was not changed` });
}
