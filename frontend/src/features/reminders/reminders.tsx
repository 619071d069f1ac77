import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTodoActions } from '../../model/todos/use-todo-actions';
import { archivedProjects, todoOfReminder } from '../../replica/reminder-index';
import type { TodoRow } from '../../replica/row-store';
import { syncedReplica, useIsWhole, useReplicaViewIfThere } from '../../replica/synced-replica';
import { useToday } from '../../shared/formatters/clock';
import { formatDateText, useClockName } from '../../shared/formatters/dates';
import type { Reminder } from '../../shared/reminders/reminder';
import { Banner } from '../../shared/ui/banner';
import { Button } from '../../shared/ui/button';
import { Sentence } from '../../shared/ui/own-text';
import { quote } from '../../shared/ui/quote';
import { useToasts } from '../../shared/ui/toast';
import styles from './reminders.module.css';
import { type RunningReminders, runReminders } from './run-reminders';

interface RemindersProps {
  userId: string;
  /** Opens a todo beside the page. */
  onOpen: (todoId: string) => void;
}

/** Reminds a person of their todos: by notifications of the system, or above the page where there are none. */
export default function Reminders({ userId, onOpen }: RemindersProps) {
  const client = useQueryClient();
  const isWhole = useIsWhole(userId);
  const { setCompleted } = useTodoActions(userId);
  const toasts = useToasts();
  const [here, setHere] = useState<readonly Reminder[]>([]);
  const running = useRef<RunningReminders>(null);
  const complete = (todo: TodoRow) => setCompleted(todo, true);
  const onComplete = useEffectEvent(complete);
  const open = useEffectEvent(onOpen);
  const sayMoved = useEffectEvent(({ title }: TodoRow) =>
    toasts.show({ title: `${quote(title)} has another date by now and was not completed.` }),
  );
  useEffect(() => {
    if (!isWhole) return undefined;
    const { replica } = syncedReplica(client, userId);
    running.current = runReminders({
      userId,
      replica,
      complete: (todo) => onComplete(todo),
      onMoved: (todo) => sayMoved(todo),
      open: (todoId) => open(todoId),
      showHere: (reminders) => setHere((before) => [...reminders, ...before]),
    });
    return () => running.current?.stop();
  }, [client, userId, isWhole]);
  useLookAgain(userId, () => running.current?.look());
  const close = (reminder: Reminder) => setHere((before) => before.filter((one) => one !== reminder));
  return (
    <ShownReminders
      userId={userId}
      reminders={here}
      onComplete={complete}
      onSnooze={(reminder) => {
        close(reminder);
        void running.current?.snooze(reminder);
      }}
      onOpen={onOpen}
      onClose={close}
    />
  );
}

/** When times are others by another clock, and when a project is put away or comes back. */
function useLookAgain(userId: string, look: () => void): void {
  const clock = useClockName();
  const archived = useReplicaViewIfThere(userId, 'archived projects', (rows) => [...archivedProjects(rows)]);
  const seen = useRef({ clock, archived });
  const onLook = useEffectEvent(look);
  useEffect(() => {
    const before = seen.current;
    seen.current = { clock, archived };
    if (before.clock !== clock || before.archived !== archived) onLook();
  }, [clock, archived]);
}

interface ShownRemindersProps {
  userId: string;
  reminders: readonly Reminder[];
  onComplete: (todo: TodoRow) => void;
  onSnooze: (reminder: Reminder) => void;
  onOpen: (todoId: string) => void;
  onClose: (reminder: Reminder) => void;
}

/** Of those that are still to be done the newest; the others follow it. */
function ShownReminders({ userId, reminders, onComplete, onSnooze, onOpen, onClose }: ShownRemindersProps) {
  const today = useToday();
  const key = `reminders ${reminders.map(({ todoId, at }) => `${todoId} ${at}`).join()}`;
  const todos = useReplicaViewIfThere(userId, key, (rows) =>
    reminders.map((reminder) => todoOfReminder(rows, reminder)),
  );
  const [first, ...others] = reminders.flatMap((reminder, index) => {
    const todo = todos?.[index];
    return todo ? [{ reminder, todo }] : [];
  });
  if (!first) return null;
  const { reminder, todo } = first;
  const which = others.length === 0 ? 'Reminder' : `Reminder 1 of ${others.length + 1}`;
  const actions = (
    <span className={styles.actions}>
      <Button variant="primary" onClick={() => onComplete(todo)}>
        Complete
      </Button>
      <Button onClick={() => onSnooze(reminder)}>Snooze 10 min</Button>
      <Button
        onClick={() => {
          onClose(reminder);
          onOpen(todo.id);
        }}
      >
        Open
      </Button>
      <Button onClick={() => onClose(reminder)}>Dismiss</Button>
    </span>
  );
  return (
    <Banner action={actions}>
      <Sentence>{`${which}: ${quote(todo.title)}. Due: ${formatDateText(reminder.due, today)}.`}</Sentence>
    </Banner>
  );
}
