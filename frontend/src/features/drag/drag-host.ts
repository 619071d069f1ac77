import { type Outline, projectIdOf, projectOf } from '../../model/outline/outline';
import { selectedTodos } from '../../model/todos/selected-todos';
import type { Todo } from '../../model/todos/todo';
import type { TodoActions } from '../../model/todos/use-todo-actions';
import { formatDueMove } from '../../model/todos/format-due-move';
import { today } from '../../shared/formatters/clock';
import { formatDay } from '../../shared/formatters/days';
import type { DragHost } from './drag-session';

/** What a drag works with, as it is at that moment. */
export interface DragState {
  actions: Pick<TodoActions, 'move' | 'setLabels' | 'moveDue'>;
  outline: Outline | undefined;
}

/** Todos are dropped as a change like any other. @param find a todo that is not in Trash */
export function dragHost(find: (id: string) => Todo | undefined, now: () => DragState): DragHost {
  const todosOf = (ids: readonly string[]) => ids.flatMap((id) => find(id) ?? []);
  const projectId = (id: string) => projectIdOf(now().outline, id);
  return {
    pickUp(id) {
      const all = selectedTodos().some((todo) => todo.id === id) ? selectedTodos() : todosOf([id]);
      return all.filter(({ completedAt }) => completedAt === null);
    },
    pathOf(id) {
      const path = [id];
      for (let above = find(id)?.parentId; above; above = find(above)?.parentId) path.unshift(above);
      return path;
    },
    todo: (id) => find(id)?.title,
    section: (id) => now().outline?.sections.find((section) => section.id === id)?.name,
    project: (id) => projectOf(now().outline, id)?.name,
    label: (id) => now().outline?.labels.find((label) => label.id === id)?.name,
    place: (ids, place, said) =>
      now().actions.move(todosOf(ids), { ...place, projectId: projectId(place.projectId) }, said),
    moveToProject: (ids, id) => now().actions.move(todosOf(ids), { projectId: projectId(id) }),
    day: (day) => formatDay(day, today()),
    setDay: (ids, day) => {
      const todos = todosOf(ids);
      now().actions.moveDue(todos, { day }, formatDueMove(todos, { day }));
    },
    addLabel: (ids, labelId) => now().actions.setLabels(todosOf(ids), { add: [labelId] }),
  };
}
