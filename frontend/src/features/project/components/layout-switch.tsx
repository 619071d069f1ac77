import type { Project } from '../../../model/outline/outline';
import { useOutlineActions } from '../../../model/outline/use-outline-actions';
import { IconButton } from '../../../shared/ui/icon-button';
import { BoardIcon, ListIcon } from '../../../shared/ui/icons';

interface LayoutSwitchProps {
  userId: string;
  /** Undefined until it is known; the button is there from the start. */
  project: Project | undefined;
}

/** Shows a project as a board, or as a list again. It stays so, on every device. */
export function LayoutSwitch({ userId, project }: LayoutSwitchProps) {
  const { updateProject } = useOutlineActions(userId);
  const isBoard = project?.layout === 'board';
  const Picture = isBoard ? ListIcon : BoardIcon;
  return (
    <IconButton
      label={isBoard ? 'Show as a list' : 'Show as a board'}
      aria-disabled={project ? undefined : true}
      onClick={() => project && updateProject(project, { layout: isBoard ? 'list' : 'board' })}
    >
      <Picture size={20} aria-hidden="true" />
    </IconButton>
  );
}
