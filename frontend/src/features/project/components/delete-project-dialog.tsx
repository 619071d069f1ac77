import type { components } from '@latch/contracts/latch';
import { useQuery } from '@tanstack/react-query';
import type { Project } from '../../../model/outline/outline';
import { projectContentsQuery } from '../../../model/outline/outline-queries';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';
import { quote } from '../../../shared/ui/quote';

interface DeleteProjectDialogProps {
  userId: string;
  project: Project;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asks before a project goes to Trash, saying what goes with it. */
export function DeleteProjectDialog({ userId, project, onClose, onConfirm }: DeleteProjectDialogProps) {
  const { data: contents, isPending } = useQuery(projectContentsQuery(userId, project.id));
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${quote(project.name)}?`}
      confirmLabel="Delete"
      onConfirm={onConfirm}
    >
      <p aria-live="polite">{contents ? formatContents(contents) : isPending && 'Counting its todos…'}</p>
      <p>You can restore it from Trash for 30 days.</p>
    </ConfirmDialog>
  );
}

type Deleted = components['schemas']['Deleted'];

/** What goes to Trash along with a project, in a sentence. */
export function formatContents({ todos, sections, projects }: Deleted): string {
  const parts = [count(todos, 'todo'), count(sections, 'section'), count(projects, 'project')].filter(Boolean);
  if (parts.length === 0) return 'It is empty.';
  const all = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  return `${all} ${todos + sections + projects === 1 ? 'goes' : 'go'} to Trash with it.`;
}

function count(number: number, one: string): string {
  return number === 0 ? '' : `${number.toLocaleString('en')} ${one}${number === 1 ? '' : 's'}`;
}
