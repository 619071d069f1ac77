import type { DateText } from '@latch/domain/dates';

/** One moment at which somebody is reminded of a todo. */
export interface Reminder {
  todoId: string;
  /** The due date that it is about: a todo that has another one by then is not meant any more. */
  due: DateText;
  /** Milliseconds since 1970. */
  at: number;
}

/** What a notification of the browser carries, for the service worker that is told of a press. */
export interface NotificationData extends Reminder {
  userId: string;
}

/** What the service worker asks the open pages; the first that can do it answers through the port. */
export type WorkerQuestion =
  /** What is kept has changed: something was put off, or is to be completed. */
  { reminders: 'look'; userId: string } | { reminders: 'open'; userId: string; todoId: string };

/** For how long one is put off. Milliseconds. */
export const SNOOZE_MS = 600_000;

/** What begins the tags of all our notifications below a scope; another Latch may share the origin. @param scope its path */
const tagsOf = (scope: string) => `latch ${scope} `;

/** One notification for each reminder, however often it is shown. */
export function tagOf(scope: string, { todoId, at }: Reminder): string {
  return `${tagsOf(scope)}${todoId} ${at}`;
}

/** The notifications of reminders that are shown now. @param scope the path of the app, with a slash at its end */
export async function shownReminders(registration: ServiceWorkerRegistration, scope: string): Promise<Notification[]> {
  return (await registration.getNotifications()).filter(({ tag }) => tag.startsWith(tagsOf(scope)));
}
