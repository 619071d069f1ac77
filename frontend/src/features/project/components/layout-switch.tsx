import type { Project } from '../../../model/outline/outline';
import { useOutlineActions } from '../../../model/outline/use-outline-actions';
import { LayoutButton } from './layout-button';

/** Shows a project as a board, or as a list again. It stays so, on every device. */
export default function LayoutSwitch({ userId, project }: { userId: string; project: Project }) {
  const { updateProject } = useOutlineActions(userId);
  return <LayoutButton layout={project.layout} onSwitch={(layout) => updateProject(project, { layout })} />;
}
