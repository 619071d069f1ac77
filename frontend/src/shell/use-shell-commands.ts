import { useNavigate } from '@tanstack/react-router';
import { useChanges } from '../model/changes/use-changes';
import { useCommands } from '../shared/keys/use-commands';
import { addInInbox } from './add-in-inbox';
import type { Dialogs } from './use-shell-dialogs';

/** What keys do on any page; a page that does it itself comes first. */
export function useShellCommands(userId: string, dialogs: Dialogs): void {
  const navigate = useNavigate();
  const changes = useChanges(userId);
  useCommands(
    {
      search: () => dialogs.show('palette'),
      help: () => dialogs.show('keys'),
      undo: () => changes.undo(),
      redo: () => changes.redo(),
      add: () => void addInInbox(() => navigate({ to: '/inbox' })),
      goInbox: () => void navigate({ to: '/inbox' }),
      goCompleted: () => void navigate({ to: '/completed' }),
    },
    { fallback: true },
  );
}
