import { Suspense } from 'react';
import { beginSelecting, type ActionKind, type Point } from '../model/todos/list-callbacks';
import { nextColour } from '../model/outline/next-colour';
import { useOutline } from '../model/outline/use-outline';
import { useOutlineActions } from '../model/outline/use-outline-actions';
import { nextDatesOf } from '../model/todos/repetition';
import type { Priority, Todo } from '../model/todos/todo';
import { whyHere } from '../model/todos/why-here';
import { type TodoActions, useTodoActions } from '../model/todos/use-todo-actions';
import { OverlayFallback } from '../shared/ui/overlay-fallback';
import { lazyOverlay } from '../shared/ui/overlays';

const DatePicker = lazyOverlay(() => import('../entities/todo/pickers/date-picker'));
const LabelPicker = lazyOverlay(() => import('../entities/todo/pickers/label-picker'));
const MovePicker = lazyOverlay(() => import('../entities/todo/pickers/move-picker'));
const ReminderPicker = lazyOverlay(() => import('../entities/todo/pickers/reminder-picker'));
const RepeatPicker = lazyOverlay(() => import('../entities/todo/pickers/repeat-picker'));
const TodoMenu = lazyOverlay(() => import('../entities/todo/pickers/todo-menu'));

/** Which overlay was asked for, and about what. */
export interface AskedOverlay {
  kind: ActionKind;
  todos: readonly Todo[];
  anchor: HTMLElement;
  at?: Point;
}

interface TodoOverlaysProps {
  userId: string;
  asked: AskedOverlay;
  onAsk: (kind: ActionKind) => void;
  onOpen: (todoId: string) => void;
  onClose: () => void;
}

/** The pickers and the menu of todos; each fetched when it is first wanted. */
export default function TodoOverlays(props: TodoOverlaysProps) {
  const { userId, asked, onClose } = props;
  const { kind, todos, anchor, at } = asked;
  const actions = useTodoActions(userId);
  const { createLabel } = useOutlineActions(userId);
  const outline = useOutline(userId);
  const [only] = todos.length === 1 ? todos : [];
  const menuActions = menuActionsOf(props, actions);
  return (
    <Suspense fallback={<OverlayFallback onCancel={onClose} />}>
      {(kind === 'start' || kind === 'due' || kind === 'deadline') && (
        <DatePicker
          name={kind}
          anchor={anchor}
          todos={todos}
          onPick={(date) => actions.setDate(todos, kind, date)}
          onClose={onClose}
        />
      )}
      {kind === 'repeat' && only && (
        <RepeatPicker
          anchor={anchor}
          todo={only}
          onPick={(...chosen) => actions.setRecurrence(only, ...chosen)}
          onClose={onClose}
        />
      )}
      {kind === 'reminders' && only && (
        <ReminderPicker anchor={anchor} todo={only} onChange={actions.setReminders} onClose={onClose} />
      )}
      {kind === 'labels' && (
        <LabelPicker
          userId={userId}
          anchor={anchor}
          todos={todos}
          onChange={(change) => actions.setLabels(todos, change)}
          onCreate={(name) => createLabel({ name, colour: nextColour(outline?.labels ?? []) }).id}
          onClose={onClose}
        />
      )}
      {kind === 'move' && (
        <MovePicker
          userId={userId}
          anchor={anchor}
          todos={todos}
          onPick={(place) => actions.move(todos, place)}
          onClose={onClose}
        />
      )}
      {kind === 'actions' && <TodoMenu todos={todos} actions={menuActions} anchor={anchor} at={at} onClose={onClose} />}
    </Suspense>
  );
}

/** What the menu of todos can do with those. */
function menuActionsOf({ asked: { todos }, onAsk, onOpen, onClose }: TodoOverlaysProps, actions: TodoActions) {
  const [only] = todos.length === 1 ? todos : [];
  const explain = whyHere();
  return {
    ...(only && explain && { why: () => explain(only) }),
    ...(only && { open: () => onOpen(only.id), select: () => beginSelecting(only.id) }),
    complete: (completed: boolean) => actions.setCompleted(todos, completed),
    priority: (priority: Priority) => {
      actions.setPriority(todos, priority);
      onClose();
    },
    due: () => onAsk('due'),
    ...(only && { repeat: () => onAsk('repeat'), reminders: () => onAsk('reminders') }),
    ...(todos.some((todo) => nextDatesOf(todo)) && { skip: () => actions.skip(todos) }),
    labels: () => onAsk('labels'),
    move: () => onAsk('move'),
    remove: () => actions.remove(todos),
  };
}
