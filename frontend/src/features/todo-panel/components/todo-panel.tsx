import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react';
import { useOutline } from '../../../model/outline/use-outline';
import { formatConflictValues } from '../../../model/todos/conflict-formatters';
import { useConflicts } from '../../../model/todos/use-conflicts';
import type { TodoFamily } from '../../../model/todos/todo';
import { removedTodos } from '../../../model/changes/removed-todos';
import { useTodoActions } from '../../../model/todos/use-todo-actions';
import { isNotThere, sentenceOf } from '../../../shared/api/errors';
import { strokeOf } from '../../../shared/keys/strokes';
import { Button } from '../../../shared/ui/button';
import { ConflictNotice } from '../../../shared/ui/conflict-notice';
import { IconButton } from '../../../shared/ui/icon-button';
import { CloseIcon, DeleteIcon } from '../../../shared/ui/icons';
import { Skeleton } from '../../../shared/ui/skeleton';
import { useToday } from '../../../shared/formatters/clock';
import { formatMoment } from '../../../shared/formatters/moments';
import { Properties, type TodoPanelProps } from './properties';
import { useFamily } from '../use-family';
import { usePanelFocus } from '../use-panel-focus';
import { Breadcrumbs } from './breadcrumbs';
import { DeletedTodo } from './deleted-todo';
import { History } from './history';
import { Notes } from './notes';
import { PanelTitle } from './panel-title';
import styles from './panel.module.css';
import { Subtasks } from './subtasks';

/** One todo, all of it, beside the page; on a narrow window over it. */
export default function TodoPanel(props: TodoPanelProps) {
  const { userId, todoId, onClose } = props;
  const panel = useRef<HTMLElement>(null);
  const { data, error } = useFamily(userId, todoId);
  usePanelFocus(panel);
  const closeIfRemoved = useEffectEvent(() => removedTodos.get().has(todoId) && props.onGone());
  useEffect(() => removedTodos.subscribe(() => closeIfRemoved()), []);
  const closeOnEscape = (event: KeyboardEvent) => {
    if (strokeOf(event.nativeEvent) !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  return (
    // Escape closes what the focus is in.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      className={styles.panel}
      aria-label={data ? `Todo: ${data.todo.title}` : 'Todo'}
      tabIndex={-1}
      data-conflict-host=""
      onKeyDown={closeOnEscape}
    >
      <div className={styles.head}>
        {data ? <Breadcrumbs userId={userId} family={data} onOpen={props.onOpen} /> : <span />}
        <IconButton label="Close" shortcut="Escape" onClick={onClose}>
          <CloseIcon size={20} aria-hidden="true" />
        </IconButton>
      </div>
      {data && <PanelBody key={todoId} family={data} {...props} />}
      {!data && !error && <Skeleton lines={5} />}
      {!data && isNotThere(error) && <DeletedTodo userId={userId} todoId={todoId} />}
      {!data && error && !isNotThere(error) && (
        <p className={styles.missing} role="alert">
          {sentenceOf(error)}
        </p>
      )}
    </aside>
  );
}

function PanelBody({ userId, family, onOpen, onAction }: TodoPanelProps & { family: TodoFamily }) {
  const { todo, subtasks } = family;
  const outline = useOutline(userId);
  const actions = useTodoActions(userId);
  const today = useToday();
  const conflict = useConflicts(userId)[todo.id];
  const resolve = (keepMine: boolean) => conflict && actions.resolve(conflict, keepMine);
  return (
    <div className={styles.body}>
      <PanelTitle todo={todo} actions={actions} />
      {conflict && <ConflictNotice {...formatConflictValues(conflict, today)} onResolve={resolve} />}
      <Properties {...{ todo, outline, actions, onAction }} />
      <Notes userId={userId} todo={todo} onSave={actions.saveNotes} />
      <Subtasks {...{ userId, todo, subtasks, actions, onOpen }} />
      <History userId={userId} todoId={todo.id} outline={outline} />
      <div className={styles.foot}>
        <span className={styles.when}>{`Added ${formatMoment(todo.createdAt, today)}`}</span>
        <Button onClick={() => actions.remove(todo)}>
          <DeleteIcon size={18} aria-hidden="true" /> Delete
        </Button>
      </div>
    </div>
  );
}
