import { useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { LayoutButton } from '../features/project/components/layout-button';
import { ProjectActions } from '../features/project/components/project-actions';
import { ProjectView } from '../features/todo-list/components/project-view';
import { INBOX, projectOf } from '../model/outline/outline';
import { useOutline } from '../model/outline/use-outline';
import { Mark } from '../shared/ui/mark';
import { lazyOverlay } from '../shared/ui/overlays';
import { PageHeader } from '../shared/ui/page-header';
import { usePageTitle } from '../shared/ui/page-title';
import { Skeleton } from '../shared/ui/skeleton';
import { NotFoundInList } from './not-found-in-list';
import styles from './page.module.css';
import { useListCallbacks } from '../shell/use-list-callbacks';
import { useUserId } from './authenticated-route';

const LayoutSwitch = lazyOverlay(() => import('../features/project/components/layout-switch'));
const BoardView = lazyOverlay(() => import('../features/board/components/board-view'));

/** `/inbox` */
export function InboxPage() {
  return <OneProject projectId={INBOX} />;
}

/** `/projects/$projectId` */
export function ProjectPage() {
  const { projectId } = useParams({ from: '/_authenticated/projects/$projectId' });
  return <OneProject key={projectId} projectId={projectId} />;
}

function OneProject({ projectId }: { projectId: string }) {
  const userId = useUserId();
  const outline = useOutline(userId);
  const project = projectOf(outline, projectId);
  const name = projectId === INBOX ? 'Inbox' : (project?.name ?? '');
  const isBoard = project?.layout === 'board';
  const { callbacks, overlays } = useListCallbacks(userId);
  usePageTitle(name || 'Project');
  if (outline && !project && projectId !== INBOX) return <NotFoundInList what="project" />;
  return (
    <div className={styles.page} data-drop-list={isBoard ? undefined : project?.id}>
      <PageHeader
        title={name}
        own={!project?.inbox}
        mark={project && !project.inbox && <Mark colour={project.colour} />}
      >
        <Suspense fallback={<LayoutButton layout={project?.layout} />}>
          {project ? <LayoutSwitch userId={userId} project={project} /> : <LayoutButton />}
        </Suspense>
        {project && <ProjectActions userId={userId} project={project} />}
      </PageHeader>
      {isBoard ? (
        <Suspense fallback={<Skeleton lines={6} />}>
          <BoardView userId={userId} projectId={projectId} {...callbacks} />
        </Suspense>
      ) : (
        <ProjectView userId={userId} projectId={projectId} {...callbacks} />
      )}
      {overlays}
    </div>
  );
}
