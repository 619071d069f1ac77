import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { todosOf } from '../api/todo-list-data';
import { todoQueries } from '../api/todo-queries';
import { type Conflict, useConflicts } from '../conflicts';
import type { Todo, TodoCounts, TodoPatch } from '../todo';
import { matchesStatus, type TodoFilters } from '../todo-filters';
import { useKeptFocus } from '../use-kept-focus';
import { useLingering } from '../use-lingering';
import { useListCommands } from '../use-list-commands';
import type { TodoActions } from '../use-todo-actions';
import type { Editing } from '../use-todo-editor';
import { withEdited } from '../with-edited';
import { EmptyList } from './empty-list';
import { LoadMore } from './load-more';
import { TodoList } from './todo-list';

interface TodoListSectionProps {
  userId: string;
  filters: TodoFilters;
  counts: TodoCounts | undefined;
  actions: TodoActions;
  announce: (text: string) => void;
  editing: Editing | null;
  setEditing: (editing: Editing | null) => void;
  /** The todo that is to have the focus as soon as it is there. */
  wanted: string | null;
  focusTodo: (id: string | null) => void;
}

/** The todos of the filter, which one is at hand, and what can be done to it. */
export function TodoListSection(props: TodoListSectionProps) {
  const { userId, filters, counts, actions, announce, editing, setEditing, wanted, focusTodo } = props;
  const { conflicts, settleConflict } = useConflicts(userId);
  const { lingers, linger } = useLingering();
  const list = useSuspenseInfiniteQuery(todoQueries.list(userId, filters));
  const loaded = useMemo(() => todosOf(list.data), [list.data]);
  const taken = loaded.filter((todo) => matchesStatus(todo, filters.status) || lingers(todo.id));
  const todos = withEdited(taken, editing?.seen, filters);
  const [activeId, setActiveId] = useState<string | null>(null);
  const active = todos.find((todo) => todo.id === activeId) ?? todos[0];

  const handlers = {
    announce,
    onActive: (id: string) => {
      setActiveId(id);
      focusTodo(null);
    },
    onEdit: (todo: Todo) => setEditing({ seen: todo, draft: todo }),
    onSetCompleted: (todo: Todo, completed: boolean) => {
      linger(todo.id);
      actions.setCompleted(todo, completed);
    },
    onDelete: actions.delete,
    onSave: (seen: Todo, patch: TodoPatch) => actions.edit(seen, patch),
    onClose: (seen: Todo, stay: boolean) => {
      setEditing(null);
      if (stay) focusTodo(seen.id);
    },
    onResolve: ({ theirs, mine }: Conflict, keepMine: boolean) => {
      settleConflict(theirs.id);
      if (keepMine) actions.edit(todos.find((todo) => todo.id === theirs.id) ?? theirs, mine);
      focusTodo(theirs.id);
    },
  };
  const { onEdit: edit, onSetCompleted: setCompleted, onDelete: remove } = handlers;
  useListCommands({ todos, active, focusTodo, edit, setCompleted, remove, undoLast: actions.undoLast });
  useKeptFocus(todos, activeId, focusTodo);

  if (todos.length === 0 && !list.hasNextPage) return <EmptyList status={filters.status} counts={counts} />;
  const loadMore = () => void list.fetchNextPage();
  const more = list.hasNextPage && !list.isFetching && !list.isError;
  return (
    <>
      <TodoList
        {...{ todos, wanted, editing, conflicts, ...handlers }}
        total={list.hasNextPage ? totalOf(filters, counts) : todos.length}
        activeId={active?.id ?? null}
        showsWhen={filters.status !== 'open'}
        onNearEnd={() => more && loadMore()}
      />
      {list.hasNextPage && (
        <LoadMore
          loading={list.isFetchingNextPage}
          failure={list.isFetchNextPageError ? list.error : null}
          {...{ loadMore }}
        />
      )}
    </>
  );
}

function totalOf({ status }: TodoFilters, counts: TodoCounts | undefined): number {
  if (!counts) return -1;
  return status === 'all' ? counts.open + counts.completed : counts[status];
}
