import type { ReactNode } from 'react';
import type { CountedProject } from '../../../model/outline/outline';
import { Mark } from '../../../shared/ui/mark';
import { FoldButton, useCollapsed } from './fold';
import { type Branch, openBelow } from '../tree';
import { SidebarLink } from './sidebar-link';
import styles from './sidebar.module.css';

interface ProjectTreeProps {
  branches: readonly Branch[];
  actions: (project: CountedProject) => ReactNode;
  /** The project they lie in; none at the top. */
  within?: string;
}

/** Projects and those in them; what is folded up counts what it hides. */
export function ProjectTree({ branches, actions, within }: ProjectTreeProps) {
  const [collapsed, toggle] = useCollapsed();
  return (
    <ul className={within ? styles.nested : undefined} aria-label={within ? `In ${within}` : 'Projects'}>
      {branches.map((branch) => {
        const { project, children } = branch;
        const { id: projectId, name } = project;
        const isParent = children.length > 0;
        const open = !collapsed.has(projectId);
        return (
          <SidebarLink
            key={projectId}
            to={{ to: '/projects/$projectId', params: { projectId } }}
            icon={<Mark colour={project.colour} />}
            name={name}
            count={open ? project.openCount : openBelow(branch)}
            before={isParent && <FoldButton of={name} open={open} onToggle={() => toggle(projectId)} />}
            actions={actions(project)}
            dropProjectId={projectId}
          >
            {isParent && open && <ProjectTree branches={children} actions={actions} within={name} />}
          </SidebarLink>
        );
      })}
    </ul>
  );
}
