import { useQueryClient } from '@tanstack/react-query';
import type { DateMove } from '@latch/domain/dates';
import { useCallback } from 'react';
import { projectOf } from '../../model/outline/outline';
import { useOutline } from '../../model/outline/use-outline';
import type { Todo } from '../../model/todos/todo';
import { formatDueMove } from '../../model/todos/format-due-move';
import { useAdding } from '../../model/todos/use-adding';
import { useTodoActions } from '../../model/todos/use-todo-actions';
import { overdueTodos, parentTitles } from '../../replica/day-views';
import { syncedReplica, useReplicaViewIfThere } from '../../replica/synced-replica';
import { today, useToday } from '../../shared/formatters/clock';
import { dayOfDate } from '../../shared/formatters/dates';
import { type Day, daysLater } from '../../shared/formatters/days';
import { SubtaskPlace } from './components/subtask-place';
import type { TodoRowData } from './rows';
import type { ListView } from './use-shown-todos';
import type { CommandsFor } from './use-list-commands';

/** What the lists of days share: how a todo stands in them, and how it comes to another day. */
export function usePlanning(userId: string, view: ListView) {
  const client = useQueryClient();
  const day = useToday();
  const actions = useTodoActions(userId);
  const addTodo = useAdding(userId, actions);
  const outline = useOutline(userId);
  const parents = useReplicaViewIfThere(userId, `parents of ${view.key}`, (rows) =>
    parentTitles(rows, view.read(rows)),
  );

  const move = (todos: readonly Todo[], to: DateMove) => {
    if (todos.length > 0) actions.moveDue(todos, to, formatDueMove(todos, to));
  };
  return {
    day,
    actions,
    addTodo,
    parents,
    overdueCount: useReplicaViewIfThere(userId, `overdue ${view.key}`, (rows) => overdueTodos(rows, day).length) ?? 0,
    /** Moves all that is overdue to today, as one change. */
    moveOverdue: () => {
      const { shown } = syncedReplica(client, userId).replica;
      move(overdueTodos(shown, today()), { day: today() });
    },
    /** Keys that move by a day or a week. @param follows the todos stay in the list */
    shifting:
      (follows: boolean): CommandsFor =>
      (chosen, focusTodo) => {
        const [first] = chosen;
        if (!first) return {};
        const by = (days: number) => () => {
          move(chosen, shift(chosen, days, today()));
          if (follows && chosen.length === 1) focusTodo(first.id);
        };
        return { dayEarlier: by(-1), dayLater: by(1), weekEarlier: by(-7), weekLater: by(7) };
      },
    /** The line of a todo. */
    lineOf: useCallback(
      (todo: Todo): TodoRowData => {
        const parent = parents?.[todo.id];
        const project = projectOf(outline, todo.projectId)?.name;
        const place = parent === undefined ? undefined : <SubtaskPlace parent={parent} project={project} />;
        return { kind: 'todo', key: todo.id, todo, depth: 0, subtasks: 0, folded: false, number: 0, place };
      },
      [parents, outline],
    ),
  };
}

/** So many days later or earlier; what is overdue all of it comes to today at least when it is moved on. */
export function shift(todos: readonly Pick<Todo, 'due'>[], days: number, now: Day): DateMove {
  const staysOverdue = ({ due }: Pick<Todo, 'due'>) => due !== null && daysLater(dayOfDate(due), days) < now;
  return days > 0 && todos.every(staysOverdue) ? { day: now } : { days };
}
