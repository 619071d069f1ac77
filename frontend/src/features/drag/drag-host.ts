import { type Outline, projectIdOf, projectOf } from '../../model/outline/outline';
import { selectedTodos } from '../../model/todos/selected-todos';
import type { Todo } from '../../model/todos/todo';
import type { TodoActions } from '../../model/todos/use-todo-actions';
import type { DragHost } from './drag-session';
import { KnownTodos } from './known-todos';

/** What a drag works with, as it is at that moment. */
export interface DragState {
  actions: Pick<TodoActions, 'move' | 'setLabels'>;
  outline: Outline | undefined;
}

/** Todos are dragged as they are loaded, and dropped as a change like any other. */
export function dragHost(find: (ids: readonly string[]) => readonly Todo[], now: () => DragState): DragHost {
  const known = new KnownTodos(find);
  const todosOf = (ids: readonly string[]) => find(ids).toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  const projectId = (id: string) => projectIdOf(now().outline, id);
  return {
    pickUp(id) {
      known.forget();
      const all = selectedTodos().some((todo) => todo.id === id) ? selectedTodos() : [known.get(id)];
      return all.filter((todo) => todo !== undefined).filter(({ completedAt }) => completedAt === null);
    },
    pathOf: (id) => known.pathOf(id),
    todo: (id) => known.get(id)?.title,
    section: (id) => now().outline?.sections.find((section) => section.id === id)?.name,
    project: (id) => projectOf(now().outline, id)?.name,
    label: (id) => now().outline?.labels.find((label) => label.id === id)?.name,
    place: (ids, place, said) =>
      now().actions.move(todosOf(ids), { ...place, projectId: projectId(place.projectId) }, said),
    moveToProject: (ids, id) => now().actions.move(todosOf(ids), { projectId: projectId(id) }),
    addLabel: (ids, labelId) => now().actions.setLabels(todosOf(ids), { add: [labelId] }),
  };
}
