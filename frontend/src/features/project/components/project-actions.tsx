import type { Project } from '../../../model/outline/outline';
import { MoreIcon } from '../../../shared/ui/icons';
import { MenuButton } from '../../../shared/ui/menu-button';
import { lazyOverlay } from '../../../shared/ui/overlays';

const loadMenu = () => import('./project-menu');
const ProjectMenu = lazyOverlay(loadMenu);

/** What can be done with a project: fetched when it is pointed at. */
export function ProjectActions({ userId, project }: { userId: string; project: Project }) {
  return (
    <MenuButton
      label={`Actions for ${project.name}`}
      prefetch={loadMenu}
      renderList={(menu) => <ProjectMenu userId={userId} project={project} menu={menu} />}
    >
      <MoreIcon size={20} aria-hidden="true" />
    </MenuButton>
  );
}
