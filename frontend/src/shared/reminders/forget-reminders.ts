import { BASE_PATH } from '../base-path';
import { keepIds, readKeptIds } from '../kept/kept-ids';
import { shownReminders } from './reminder';

/** Below which the app lives, for the names of what browsers keep. */
export const SCOPE = `${BASE_PATH}/`;
/** Says that there are reminders of somebody on this device, so that nobody looks for them in vain. */
const KEPT = `latch.reminders ${SCOPE}`;

/** Notes whose reminders are kept on this device, before anything is. */
export function noteReminders(userId: string): void {
  keepIds(KEPT, [userId]);
}

/** Whether there may be reminders of anybody on this device. */
export function hasReminders(): boolean {
  return readKeptIds(KEPT).length > 0;
}

/** Closes what is shown and drops what is kept of reminders. @param but the person who may go on with theirs */
export async function forgetReminders(but: string | null = null): Promise<void> {
  const others = readKeptIds(KEPT).filter((userId) => userId !== but);
  if (others.length === 0) return;
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const shown of registration ? await shownReminders(registration, SCOPE) : []) shown.close();
  const { ReminderStore } = await import('./reminder-store');
  await ReminderStore.erase(SCOPE).catch(() => undefined);
  keepIds(KEPT, []);
}
