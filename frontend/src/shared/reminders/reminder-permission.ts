import { useSyncExternalStore } from 'react';
import { createStore } from '../api/external-store';

/** Whether this browser shows notifications of ours; `default` while nobody was asked. */
export type ReminderPermission = NotificationPermission | 'unsupported';

/** Over http on a local network there are none, nor on a phone outside of an installed app. */
function permissionNow(): ReminderPermission {
  const isThere = 'Notification' in globalThis && 'serviceWorker' in navigator;
  return isThere ? Notification.permission : 'unsupported';
}

const permission = createStore<ReminderPermission>('default');

export function reminderPermission(): ReminderPermission {
  permission.set(permissionNow());
  return permission.get();
}

/** Asks the person, who must have pressed something just now. Once they have answered, it does nothing. */
export async function askForNotifications(): Promise<void> {
  if (reminderPermission() !== 'default') return;
  await Notification.requestPermission().catch(() => undefined);
  reminderPermission();
}

/** In what stays on the page: it may be changed in the settings of the browser. */
export function useReminderPermission(): ReminderPermission {
  return useSyncExternalStore(follow, permissionNow);
}

function follow(listener: () => void): () => void {
  const controller = new AbortController();
  addEventListener('focus', listener, controller);
  const stop = permission.subscribe(listener);
  return () => {
    controller.abort();
    stop();
  };
}
