import type { TodoRow } from '../../replica/row-store';
import { inApp } from '../../shared/base-path';
import { today } from '../../shared/formatters/clock';
import { formatDateText } from '../../shared/formatters/dates';
import { SCOPE } from '../../shared/reminders/forget-reminders';
import { type NotificationData, type Reminder, shownReminders, tagOf } from '../../shared/reminders/reminder';
import { reminderPermission } from '../../shared/reminders/reminder-permission';

/** What the library of types lacks: not every browser has it. */
type Options = NotificationOptions & { actions: { action: string; title: string }[]; timestamp: number };

/** @returns what shows notifications; undefined where none can be shown: no permission, no service worker */
export async function notifier(): Promise<ServiceWorkerRegistration | undefined> {
  if (reminderPermission() !== 'granted') return undefined;
  const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined);
  return registration?.active ? registration : undefined;
}

/** Shows one as a notification of the system, where the service worker is told of what is pressed. */
export function notify(
  registration: ServiceWorkerRegistration,
  userId: string,
  reminder: Reminder,
  { title }: TodoRow,
): Promise<void> {
  const data: NotificationData = { ...reminder, userId };
  const options: Options = {
    body: `Due: ${formatDateText(reminder.due, today())}`,
    tag: tagOf(SCOPE, reminder),
    data,
    dir: 'auto',
    icon: inApp('/icons/icon-192.png'),
    timestamp: reminder.at,
    actions: [
      { action: 'complete', title: 'Complete' },
      { action: 'snooze', title: 'Snooze 10 min' },
    ],
  };
  return registration.showNotification(title, options);
}

/** Closes notifications that say nothing any more. */
export async function closeOutdated(isStill: (data: NotificationData) => boolean): Promise<void> {
  const registration = await notifier();
  if (!registration) return;
  for (const shown of await shownReminders(registration, SCOPE))
    if (!isStill(shown.data as NotificationData)) shown.close();
}
