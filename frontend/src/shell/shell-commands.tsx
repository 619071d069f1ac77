import { useNavigate } from '@tanstack/react-router';
import { useUndoOnDemand } from '../model/changes/changes-on-demand';
import { inApp } from '../shared/base-path';
import { runCommand } from '../shared/keys/command-registry';
import type { Command } from '../shared/keys/key-bindings';
import { useCommands } from '../shared/keys/use-commands';

/** What keys do on any page; a page that does it itself comes first. @param onHelp shows all keys */
export function ShellCommands({ userId, onHelp }: { userId: string; onHelp: () => void }) {
  const navigate = useNavigate();
  const { undo, redo } = useUndoOnDemand(userId);
  const go = (to: '/inbox' | '/today' | '/upcoming' | '/completed' | '/needs-you') => () => void navigate({ to });
  useCommands(
    {
      help: onHelp,
      undo,
      redo,
      add: () => void goAndRun('/inbox', 'add', navigate),
      find: () => void goAndRun('/search', 'find', navigate),
      filter: () => void goAndRun('/filter', 'filter', navigate),
      goInbox: go('/inbox'),
      goToday: go('/today'),
      goUpcoming: go('/upcoming'),
      goCompleted: go('/completed'),
      goNeedsYou: go('/needs-you'),
    },
    { fallback: true },
  );
  return null;
}

/** From a page that does not handle a command: goes to the one that does, and on with it there. */
async function goAndRun(
  to: '/inbox' | '/filter' | '/search',
  command: Command,
  navigate: (options: { to: typeof to }) => Promise<void>,
): Promise<void> {
  if (location.pathname === inApp(to)) return;
  await navigate({ to });
  // The page is drawn by the next frame, and handles the command itself.
  requestAnimationFrame(() => void runCommand(command));
}
