import { useState } from 'react';
import { type Conflict, useConflicts } from '../conflicts';
import type { Todo, TodoCounts } from '../todo';
import type { TodoFilters } from '../todo-filters';
import { useKeptFocus } from '../use-kept-focus';
import { useListCommands } from '../use-list-commands';
import { useShownTodos } from '../use-shown-todos';
import type { TodoActions } from '../use-todo-actions';
import type { Editing } from '../use-todo-editor';
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
  const { list, todos, linger } = useShownTodos(userId, filters, editing?.seen);
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
    onSave: actions.edit,
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
  const loadMore = () => void list.fetchNextPage({ cancelRefetch: false });
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
