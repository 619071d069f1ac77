import type { RefObject } from 'react';
import { LabelActions } from '../features/labels/components/label-actions';
import { ProjectActions } from '../features/project/components/project-actions';
import { Sidebar } from '../features/sidebar/components/sidebar';
import styles from './app-shell.module.css';
import type { Dialogs } from './use-shell-dialogs';

interface ShellSidebarProps {
  userId: string;
  /** Whether it is open where there is no room for it. */
  isOpen: boolean;
  onClose: () => void;
  ref: RefObject<HTMLDivElement | null>;
  dialogs: Dialogs;
}

/** The sidebar: beside the page where there is room, over it where there is not. */
export function ShellSidebar({ userId, isOpen, onClose, ref, dialogs }: ShellSidebarProps) {
  return (
    <>
      {isOpen && (
        // The pointer's way out; the keyboard's is Escape.
        <div className={styles.backdrop} onPointerDown={onClose} aria-hidden="true" />
      )}
      <div ref={ref} className={styles.sidebar} data-open={isOpen || undefined}>
        <Sidebar
          userId={userId}
          renderProjectActions={(project) => <ProjectActions userId={userId} project={project} />}
          renderLabelActions={(label) => <LabelActions userId={userId} label={label} />}
          onAddProject={() => dialogs.show('project')}
          onAddLabel={() => dialogs.show('label')}
        />
      </div>
    </>
  );
}
