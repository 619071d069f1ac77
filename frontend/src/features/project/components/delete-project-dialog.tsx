import { useQuery } from '@tanstack/react-query';
import type { Project } from '../../../model/outline/outline';
import { outlineQueries } from '../../../model/outline/outline-queries';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';
import { quote } from '../../../shared/ui/quote';
import { formatContents } from '../contents';

interface DeleteProjectDialogProps {
  userId: string;
  project: Project;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asks before a project goes to Trash, saying what goes with it. */
export function DeleteProjectDialog({ userId, project, onClose, onConfirm }: DeleteProjectDialogProps) {
  const { data: contents, isPending } = useQuery(outlineQueries.contents(userId, project.id));
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${quote(project.name)}?`}
      confirmLabel="Delete"
      onConfirm={onConfirm}
    >
      <p aria-live="polite">{contents ? formatContents(contents) : isPending && 'Looking what is in it…'}</p>
      <p>It can be restored from Trash for 30 days.</p>
    </ConfirmDialog>
  );
}
