import { runCommand } from '../shared/keys/command-registry';
import { inApp } from '../shared/base-path';

/** From a page without a list of its own: goes to the Inbox, and on with adding there. */
export async function addInInbox(goToInbox: () => Promise<void>): Promise<void> {
  if (location.pathname === inApp('/inbox')) return;
  await goToInbox();
  // The page is drawn by the next frame, and takes the command itself.
  requestAnimationFrame(() => void runCommand('add'));
}
