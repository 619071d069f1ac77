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

/** Whether there may be reminders of somebody on this device. */
export function hasRemindersOf(userId: string): boolean {
  return readKeptIds(KEPT).includes(userId);
}

/** Closes what is shown and drops what is kept of reminders. What cannot be dropped is tried again the next time. @param but the person who may go on with theirs */
export async function forgetReminders(but: string | null = null): Promise<void> {
  const others = readKeptIds(KEPT).filter((userId) => userId !== but);
  if (others.length === 0) return;
  await closeShown().catch(() => undefined);
  const isErased = await eraseStore().then(
    () => true,
    () => false,
  );
  if (isErased) keepIds(KEPT, []);
}

async function closeShown(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const shown of registration ? await shownReminders(registration, SCOPE) : []) shown.close();
}

async function eraseStore(): Promise<void> {
  const { ReminderStore } = await import('./reminder-store');
  await ReminderStore.erase(SCOPE);
}
