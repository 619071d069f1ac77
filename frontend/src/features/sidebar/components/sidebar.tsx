import { type ReactNode } from 'react';
import { useRefused } from '../../../model/changes/use-refused';
import type { CountedLabel, CountedProject, Outline } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import { IconButton } from '../../../shared/ui/icon-button';
import {
  AddIcon,
  AlertIcon,
  CompletedIcon,
  DeleteIcon,
  DueIcon,
  InboxIcon,
  SettingsIcon,
  TodayIcon,
} from '../../../shared/ui/icons';
import { LabelSign, Mark } from '../../../shared/ui/mark';
import { useDueCount } from '../use-due-count';
import { archivedProjects, currentProjects } from '../tree';
import { Fold } from './fold';
import { ProjectTree } from './project-tree';
import { SidebarLink } from './sidebar-link';
import styles from './sidebar.module.css';

export interface SidebarProps {
  userId: string;
  /** What can be done with a project, at the end of its line. */
  renderProjectActions: (project: CountedProject) => ReactNode;
  renderLabelActions: (label: CountedLabel) => ReactNode;
  /** The saved filters: lines of the favourites, or a part with all of them. */
  renderFilters: (favourites: boolean) => ReactNode;
  onAddProject: () => void;
  onAddLabel: () => void;
}

const icon = { size: 20, 'aria-hidden': true } as const;

/** All lists, and the way to each. Shows its fixed lines at once, and the rest when it is known. */
export function Sidebar(props: SidebarProps) {
  const outline = useOutline(props.userId);
  const refused = useRefused(props.userId).length;
  const inbox = outline?.projects.find((project) => project.inbox);
  return (
    <nav className={styles.sidebar} aria-label="Lists">
      <ul>
        <SidebarLink
          to={{ to: '/inbox' }}
          icon={<InboxIcon {...icon} />}
          name="Inbox"
          count={inbox?.openCount}
          dropProjectId={inbox?.id}
        />
        <SidebarLink
          to={{ to: '/today' }}
          icon={<TodayIcon {...icon} />}
          name="Today"
          count={useDueCount(props.userId)}
        />
        <SidebarLink to={{ to: '/upcoming' }} icon={<DueIcon {...icon} />} name="Upcoming" />
        <SidebarLink to={{ to: '/completed' }} icon={<CompletedIcon {...icon} />} name="Completed" />
        {refused > 0 && (
          <SidebarLink to={{ to: '/needs-you' }} icon={<AlertIcon {...icon} />} name="Needs you" count={refused} />
        )}
      </ul>
      {outline && <Favourites outline={outline} {...props} />}
      <section>
        <PartHeading name="Projects" add="Add a project" onAdd={props.onAddProject} />
        {outline ? <Projects outline={outline} {...props} /> : <Waiting />}
      </section>
      {outline && <Labels outline={outline} {...props} />}
      {outline && props.renderFilters(false)}
      <ul>
        <SidebarLink to={{ to: '/trash' }} icon={<DeleteIcon {...icon} />} name="Trash" />
        <SidebarLink to={{ to: '/settings' }} icon={<SettingsIcon {...icon} />} name="Settings" />
      </ul>
    </nav>
  );
}

function Projects({ outline, renderProjectActions, onAddProject }: SidebarProps & { outline: Outline }) {
  const current = currentProjects(outline.projects);
  const archived = archivedProjects(outline.projects);
  return (
    <>
      {current.length > 0 ? (
        <ProjectTree branches={current} actions={renderProjectActions} />
      ) : (
        <button type="button" className={styles.hint} onClick={onAddProject}>
          Use projects to group your todos.
        </button>
      )}
      {archived.length > 0 && (
        <Fold id="archived" name={`Archived (${archived.length})`} foldedAtFirst>
          <ul>
            {archived.map((project) => (
              <ProjectLine key={project.id} project={project} actions={renderProjectActions} />
            ))}
          </ul>
        </Fold>
      )}
    </>
  );
}

function Favourites({ outline, renderFilters, ...actions }: SidebarProps & { outline: Outline }) {
  const { renderProjectActions, renderLabelActions } = actions;
  const projects = outline.projects.filter((project) => project.favourite && !project.archived);
  const labels = outline.labels.filter((label) => label.favourite);
  const hasFilters = outline.filters.some((filter) => filter.favourite);
  if (!hasFilters && projects.length + labels.length === 0) return null;
  return (
    <section>
      <PartHeading name="Favourites" />
      <ul aria-label="Favourites">
        {projects.map((project) => (
          <ProjectLine key={project.id} project={project} actions={renderProjectActions} />
        ))}
        {labels.map((label) => (
          <LabelLine key={label.id} label={label} actions={renderLabelActions} />
        ))}
        {hasFilters && renderFilters(true)}
      </ul>
    </section>
  );
}

function Labels({ outline, renderLabelActions, onAddLabel }: SidebarProps & { outline: Outline }) {
  return (
    <section>
      <PartHeading name="Labels" add="Add a label" onAdd={onAddLabel} />
      <ul aria-label="Labels">
        {outline.labels.map((label) => (
          <LabelLine key={label.id} label={label} actions={renderLabelActions} />
        ))}
      </ul>
    </section>
  );
}

function ProjectLine({ project, actions }: { project: CountedProject; actions: SidebarProps['renderProjectActions'] }) {
  const { id: projectId, inbox } = project;
  return (
    <SidebarLink
      to={inbox ? { to: '/inbox' } : { to: '/projects/$projectId', params: { projectId } }}
      icon={<Mark colour={project.colour} />}
      name={project.name}
      count={project.openCount}
      actions={actions(project)}
      dropProjectId={projectId}
    />
  );
}

function LabelLine({ label, actions }: { label: CountedLabel; actions: SidebarProps['renderLabelActions'] }) {
  return (
    <SidebarLink
      to={{ to: '/labels/$labelId', params: { labelId: label.id } }}
      icon={<LabelSign colour={label.colour} />}
      name={label.name}
      count={label.openCount}
      actions={actions(label)}
      dropLabelId={label.id}
    />
  );
}

/** The name of a part, and how to add to it. */
export function PartHeading({ name, add, onAdd }: { name: string; add?: string; onAdd?: () => void }) {
  return (
    <div className={styles.partHeading}>
      <h2>{name}</h2>
      {add && (
        <IconButton label={add} className={styles.small} onClick={onAdd}>
          <AddIcon size={16} aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}

/** Lines where projects will be. */
function Waiting() {
  return (
    <div aria-hidden="true">
      <div className={styles.waiting} />
      <div className={styles.waiting} />
      <div className={styles.waiting} />
    </div>
  );
}
