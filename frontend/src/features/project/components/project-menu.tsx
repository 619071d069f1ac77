import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Project } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import type { OutlineActions } from '../../../model/outline/outline-actions';
import { useOutlineActions } from '../../../model/outline/use-outline-actions';
import {
  AddIcon,
  ArchiveIcon,
  DeleteIcon,
  DownIcon,
  EditIcon,
  FavouriteIcon,
  UnarchiveIcon,
  UpIcon,
} from '../../../shared/ui/icons';
import MenuList from '../../../shared/ui/menu-list';
import type { MenuEntry, MenuListProps } from '../../../shared/ui/overlay-types';
import { neighbours } from '../place';
import { DeleteProjectDialog } from './delete-project-dialog';
import ProjectDialog from './project-dialog';

type OpenDialog = 'edit' | 'add' | 'delete' | null;

interface ProjectMenuProps {
  userId: string;
  project: Project;
  menu: Omit<MenuListProps, 'entries'>;
}

/** The list of what can be done with a project, and the dialogs it opens. */
export default function ProjectMenu({ userId, project, menu }: ProjectMenuProps) {
  const [shown, show] = useState<OpenDialog>(null);
  const projects = useOutline(userId)?.projects ?? [];
  const actions = useOutlineActions(userId);
  const close = () => show(null);
  const { projectId } = useParams({ strict: false });
  const navigate = useNavigate();
  const remove = () => {
    actions.removeProject(project);
    if (projectId === project.id) void navigate({ to: '/inbox' });
  };
  return (
    <>
      <MenuList {...menu} entries={entriesFor(project, projects, actions, show)} />
      {shown === 'edit' && <ProjectDialog userId={userId} project={project} onClose={close} />}
      {shown === 'add' && <ProjectDialog userId={userId} parentId={project.id} onClose={close} />}
      {shown === 'delete' && (
        <DeleteProjectDialog userId={userId} project={project} onClose={close} onConfirm={remove} />
      )}
    </>
  );
}

const icon = { size: 20, 'aria-hidden': true } as const;

function entriesFor(
  project: Project,
  projects: readonly Project[],
  actions: OutlineActions,
  show: (dialog: OpenDialog) => void,
): MenuEntry[] {
  const { favourite, archived } = project;
  const change = (label: string, picture: React.ReactNode, onSelect: () => void): MenuEntry => ({
    kind: 'action',
    label,
    icon: picture,
    onSelect,
  });
  const favour = change(
    favourite ? 'Remove from favourites' : 'Add to favourites',
    <FavouriteIcon {...icon} fill={favourite ? 'currentColor' : 'none'} />,
    () => actions.updateProject(project, { favourite: !favourite }),
  );
  if (project.inbox) return [favour];

  const { before, after } = neighbours(project, projects);
  const up = change('Move up', <UpIcon {...icon} />, () =>
    actions.moveProject(project, { beforeId: before?.id ?? null }),
  );
  const down = change('Move down', <DownIcon {...icon} />, () =>
    actions.moveProject(project, { afterId: after?.id ?? null }),
  );
  const archive = change(
    archived ? 'Unarchive' : 'Archive',
    archived ? <UnarchiveIcon {...icon} /> : <ArchiveIcon {...icon} />,
    () => actions.updateProject(project, { archived: !archived }),
  );
  return [
    change('Edit or move…', <EditIcon {...icon} />, () => show('edit')),
    favour,
    change('Add a project in it…', <AddIcon {...icon} />, () => show('add')),
    ...(before ? [up] : []),
    ...(after ? [down] : []),
    { kind: 'line' },
    archive,
    {
      kind: 'action',
      label: 'Delete…',
      icon: <DeleteIcon {...icon} />,
      tone: 'danger',
      onSelect: () => show('delete'),
    },
  ];
}
