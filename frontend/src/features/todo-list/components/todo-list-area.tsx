import { type ReactNode, Suspense, useMemo } from 'react';
import { useTodoFocus } from '../../../entities/todo/use-todo-focus';
import type { Section } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import { useConflicts } from '../../../model/todos/conflicts';
import type { Todo } from '../../../model/todos/todo';
import type { TodoActions } from '../../../model/todos/use-todo-actions';
import { unfold, useFolded, useRowHandlers } from '../use-row-handlers';
import type { ListCallbacks } from '../../../model/todos/list-callbacks';
import { type Row, todosIn } from '../rows';
import { useListCommands } from '../use-list-commands';
import { useSelection } from '../../../model/todos/use-selection';
import { lazyOverlay } from '../../../shared/ui/overlays';
import { type ListQuery, useShownTodos } from '../use-shown-todos';
import type { Editing } from '../../../model/todos/use-title-editor';
import { LoadMore } from './load-more';
import type { SectionHandlers } from './section-row';
import { TodoRows } from './todo-rows';

const KeptFocus = lazyOverlay(() => import('../../../model/todos/use-kept-focus'));

/** How one kind of list differs from the others. */
interface ListKind {
  query: ListQuery;
  /** What it is of, for screen readers. */
  label: string;
  /** The lines of its todos. */
  rowsOf: (todos: readonly Todo[], folded: ReadonlySet<string>, complete: boolean) => Row[];
  /** Shows what is completed, and not what is open. */
  completed: boolean;
  /** Its todos have an order of their own, and nest. */
  ordered: boolean;
  /** Its sections in their order. */
  sections: readonly Section[];
  /** How many todos there are; undefined when nobody knows. */
  total: number | undefined;
}

interface TodoListAreaProps {
  userId: string;
  kind: ListKind;
  callbacks: ListCallbacks;
  actions: TodoActions;
  editing: Editing | null;
  setEditing: (editing: Editing | null) => void;
  /** For a list that has sections. */
  sectionHandlers?: SectionHandlers;
  /** Shown in the place of an empty list. */
  empty: ReactNode;
  /** Shown below everything, once it is all loaded. */
  foot?: ReactNode;
}

/** The todos of a list, which one is at hand, which are selected, and what can be done to them. */
export function TodoListArea(props: TodoListAreaProps) {
  const { userId, kind, callbacks, actions, editing, setEditing, sectionHandlers, empty, foot } = props;
  const outline = useOutline(userId);
  const [folded] = useFolded();
  const { conflicts, settleConflict } = useConflicts(userId);
  const { list, nextPage, rest, todos, linger } = useShownTodos(kind.query, kind.completed, editing?.seen.id);
  const { rowsOf } = kind;
  const { complete } = rest;
  const rows = useMemo(() => rowsOf(todos, folded, complete), [rowsOf, todos, folded, complete]);
  const shown = useMemo(() => todosIn(rows), [rows]);
  const unfoldTodo = (id: string) => {
    const todo = todos.find((one) => one.id === id);
    if (todo) unfold([todo.parentId, todo.sectionId]);
  };
  const { active, activeId, wanted, onActive, focusTodo, show } = useTodoFocus(userId, shown, unfoldTodo);
  const selecting = useSelection(todos, shown, rest);

  const common = { userId, callbacks, actions, selecting, linger, onActive };
  const { setCompleted, ...handlers } = useRowHandlers({ ...common, setEditing, focusTodo, settleConflict });
  const commands = {
    todos: shown,
    sections: kind.sections,
    active,
    ordered: kind.ordered,
    selecting,
    rest,
    actions,
    callbacks,
  };
  useListCommands({ ...commands, focusTodo: show, edit: handlers.onEdit, setCompleted });

  const more = list.hasNextPage && !list.isFetching && !list.isError;
  return (
    <>
      {rows.length === 0 && complete ? (
        empty
      ) : (
        <TodoRows
          {...{ rows, outline, wanted, editing, conflicts, ...handlers }}
          label={kind.label}
          total={complete ? shown.length : (kind.total ?? -1)}
          activeId={active?.id ?? null}
          openId={callbacks.openId}
          selected={selecting.selected}
          ordered={kind.ordered}
          showsPlace={!kind.ordered}
          sections={sectionHandlers}
          onNearEnd={() => more && rest.loadMore()}
        />
      )}
      {complete ? foot : <LoadMore {...nextPage} loadMore={rest.loadMore} />}
      <Suspense fallback={null}>
        <KeptFocus todos={shown} activeId={activeId} focusTodo={focusTodo} />
      </Suspense>
      {selecting.todos.length > 0 && callbacks.bulkBar?.(selecting)}
    </>
  );
}
