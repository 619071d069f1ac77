import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useUndoOnDemand } from '../model/changes/changes-on-demand';
import { inApp } from '../shared/base-path';
import { runCommand } from '../shared/keys/command-registry';
import type { Command } from '../shared/keys/key-bindings';
import { useCommands } from '../shared/keys/use-commands';
import { OverlayFallback } from '../shared/ui/overlay-fallback';
import { lazyOverlay } from '../shared/ui/overlays';

const KeysSheet = lazyOverlay(() => import('../shared/keys/keys-sheet'));
const Palette = lazyOverlay(() => import('./shell-palette'));
const ProjectDialog = lazyOverlay(() => import('../features/project/components/project-dialog'));
const LabelDialog = lazyOverlay(() => import('../features/labels/components/label-dialog'));

type ShellDialog = 'palette' | 'keys' | 'project' | 'label';

/** The dialogs that open over any page: one at a time. */
export interface Dialogs {
  shown: ShellDialog | null;
  show: (dialog: ShellDialog) => void;
  close: () => void;
}

export function useShellDialogs(): Dialogs {
  const [shown, setShown] = useState<ShellDialog | null>(null);
  return { shown, show: setShown, close: () => setShown(null) };
}

/** What opens over any page, by key or by button. */
export function ShellDialogs({ userId, dialogs }: { userId: string; dialogs: Dialogs }) {
  const navigate = useNavigate();
  const { shown, close } = dialogs;
  useShellCommands(userId, dialogs);
  const goTo = ({ id: projectId }: { id: string }) =>
    void navigate({ to: '/projects/$projectId', params: { projectId } });
  return (
    <Suspense fallback={shown && <OverlayFallback onCancel={close} />}>
      {shown === 'keys' && <KeysSheet onClose={close} />}
      {shown === 'palette' && <Palette userId={userId} onClose={close} />}
      {shown === 'project' && <ProjectDialog userId={userId} onClose={close} onCreated={goTo} />}
      {shown === 'label' && <LabelDialog userId={userId} onClose={close} />}
    </Suspense>
  );
}

/** What keys do on any page; a page that does it itself comes first. */
function useShellCommands(userId: string, dialogs: Dialogs): void {
  const navigate = useNavigate();
  const { undo, redo } = useUndoOnDemand(userId);
  const go = (to: '/inbox' | '/today' | '/upcoming' | '/completed' | '/needs-you') => () => void navigate({ to });
  useCommands(
    {
      search: () => dialogs.show('palette'),
      help: () => dialogs.show('keys'),
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
