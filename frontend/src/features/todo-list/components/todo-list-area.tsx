import { type ReactNode, Suspense, useMemo } from 'react';
import { useTodoFocus } from '../../../entities/todo/use-todo-focus';
import type { Section } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import { useConflicts } from '../../../model/todos/use-conflicts';
import type { Todo } from '../../../model/todos/todo';
import type { ListActions } from '../../../model/todos/use-todo-actions';
import { unfold, useFolded, useRowHandlers } from '../use-row-handlers';
import type { ListCallbacks } from '../../../model/todos/list-callbacks';
import { type Row, todosIn } from '../rows';
import { type CommandsFor, useListCommands } from '../use-list-commands';
import { useSelection } from '../../../model/todos/use-selection';
import { lazyOverlay } from '../../../shared/ui/overlays';
import { type ListView, useShownTodos } from '../use-shown-todos';
import type { Editing } from '../../../model/todos/use-title-editor';
import type { SectionHandlers } from './section-row';
import { ListSkeleton } from './list-skeleton';
import { type ListWindow, TodoRows } from './todo-rows';

const OlderCompleted = lazyOverlay(() => import('./older-completed'));
const KeptFocus = lazyOverlay(() => import('../../../model/todos/use-kept-focus'));

/** How one kind of list differs from the others. */
interface ListKind {
  view: ListView;
  /** What it is of, for screen readers. */
  label: string;
  /** The lines of its todos. */
  rowsOf: (todos: readonly Todo[], folded: ReadonlySet<string>) => Row[];
  /** Its todos have an order of their own, and nest. */
  ordered: boolean;
  /** Its sections in their order. */
  sections: readonly Section[];
  /** Its todos can be dragged though they have no order of their own. */
  draggable?: boolean;
  commandsFor?: CommandsFor;
  window?: ListWindow;
}

interface TodoListAreaProps {
  userId: string;
  kind: ListKind;
  callbacks: ListCallbacks;
  actions: ListActions;
  editing: Editing | null;
  setEditing: (editing: Editing | null) => void;
  /** For a list that has sections. */
  sectionHandlers?: SectionHandlers;
  /** Shown in the place of an empty list. */
  empty: ReactNode;
  /** Shown below everything. */
  foot?: ReactNode;
}

/** The todos of a list, which one is at hand, which are selected, and what can be done to them. */
export function TodoListArea(props: TodoListAreaProps) {
  const { userId, kind, callbacks, actions, editing, setEditing, sectionHandlers, empty, foot } = props;
  const outline = useOutline(userId);
  const [folded] = useFolded();
  const conflicts = useConflicts(userId);
  const { rowsOf, view } = kind;
  const { todos, linger, isPart } = useShownTodos(userId, view, editing?.seen);
  const rows = useMemo(() => begun(rowsOf(todos, folded), isPart), [rowsOf, todos, folded, isPart]);
  const shown = useMemo(() => todosIn(rows), [rows]);
  const unfoldTodo = (id: string) => {
    const todo = todos.find((one) => one.id === id);
    if (todo) unfold([todo.parentId, todo.sectionId]);
  };
  const { active, activeId, wanted, onActive, focusTodo, show } = useTodoFocus(userId, shown, unfoldTodo);
  const selecting = useSelection(todos, shown);

  const common = { userId, callbacks, actions, selecting, linger, onActive };
  const { setCompleted, ...handlers } = useRowHandlers({ ...common, setEditing, focusTodo });
  const commands = {
    todos: shown,
    sections: kind.sections,
    active,
    ordered: kind.ordered,
    isPart,
    selecting,
    actions,
    callbacks,
    commandsFor: kind.commandsFor,
  };
  useListCommands({ ...commands, focusTodo: show, edit: handlers.onEdit, setCompleted });

  return (
    <>
      {rows.length > 0 ? (
        <TodoRows
          {...{ rows, outline, wanted, editing, conflicts, ...handlers }}
          label={kind.label}
          total={isPart ? -1 : shown.length}
          activeId={active?.id ?? null}
          openId={callbacks.openId}
          selected={selecting.selected}
          draggable={kind.ordered || kind.draggable}
          window={kind.window}
          showsPlace={!kind.ordered}
          sections={sectionHandlers}
        />
      ) : (
        view.completed || isPart || empty
      )}
      {isPart ? <ListSkeleton /> : foot}
      <Suspense fallback={null}>
        {view.completed && <OlderCompleted userId={userId} empty={rows.length === 0 && empty} />}
        <KeptFocus todos={shown} activeId={activeId} focusTodo={focusTodo} />
      </Suspense>
      {selecting.todos.length > 0 && callbacks.bulkBar?.(selecting)}
    </>
  );
}

/** Whether there is anything in the sections at the end of a beginning is not known yet. */
function begun(rows: Row[], isPart: boolean): Row[] {
  return isPart ? rows.slice(0, rows.findLastIndex(({ kind }) => kind === 'todo') + 1) : rows;
}
