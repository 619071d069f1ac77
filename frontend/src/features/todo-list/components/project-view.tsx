import { Suspense, useCallback, useState } from 'react';
import { INBOX, projectOf, type CountedSection, type Section, sectionsOf } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import { inboxId } from '../../../model/todos/inbox-id';
import type { Todo } from '../../../model/todos/todo';
import type { Replica } from '../../../replica/replica';
import { todosInProject } from '../../../replica/views';
import type { AddTodo } from '../../../entities/todo/quick-add/quick-add-line';
import { useAdding } from '../../../model/todos/use-adding';
import { useTodoActionsOnDemand } from '../../../model/changes/changes-on-demand';
import { useCommands } from '../../../shared/keys/use-commands';
import { useFolded } from '../use-row-handlers';
import type { ListCallbacks } from '../../../model/todos/list-callbacks';
import { projectRows, type Row } from '../rows';
import type { Editing } from '../../../model/todos/use-title-editor';
import { lazyOverlay } from '../../../shared/ui/overlays';
import { ListSkeleton } from './list-skeleton';
import { focusComposer, TodoComposer } from './todo-composer';
import { TodoListArea } from './todo-list-area';

/** Not needed to draw the first rows: they stand in the place of them, or at their end. */
const EmptyList = lazyOverlay(() => import('./empty-list'));
const AddSection = lazyOverlay(() => import('./add-section'));

export interface ProjectViewProps extends ListCallbacks {
  userId: string;
  /** A project's id, or `inbox`. */
  projectId: string;
}

/** A project as a list: writing down, sections, subtasks, order. Give it the project as its key. */
export function ProjectView({ userId, projectId, ...callbacks }: ProjectViewProps) {
  const outline = useOutline(userId);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [aim, setTarget] = useState<Section | null>(null);
  const { actions, onceLoaded } = useTodoActionsOnDemand(userId);
  const addTodo = useAdding(userId, actions);
  useCommands({ add: focusComposer });

  const project = projectOf(outline, projectId);
  const sections = sectionsOf(outline, project?.id ?? '');
  const target = sections.find(({ id }) => id === aim?.id);
  const rowsOf = useRowsOf(sections);
  const [, onFoldSection] = useFolded();
  const onAddTo = (section: Section) => {
    setTarget(section);
    focusComposer();
  };
  const add: AddTodo = (...wanted) => onceLoaded(() => void addTodo(...wanted));
  const kind = {
    view: { key: `project ${projectId}`, read: (rows: Replica['shown']) => todosOf(rows, projectId) },
    label: 'Todos',
    rowsOf,
    sections,
    ordered: true,
  };
  return (
    <>
      <TodoComposer
        userId={userId}
        draftName={projectId}
        place={{ projectId: project?.id, sectionId: target?.id }}
        onAdd={add}
        section={target?.name}
        onLeave={target && (() => setTarget(null))}
      />
      <Suspense fallback={<ListSkeleton />}>
        <TodoListArea
          {...{ userId, kind, callbacks, actions, editing, setEditing }}
          sectionHandlers={{ userId, onFoldSection, onAddTo }}
          empty={
            <Suspense fallback={null}>
              <EmptyList inbox={project?.inbox ?? true} />
            </Suspense>
          }
          foot={
            project && (
              <Suspense fallback={null}>
                <AddSection userId={userId} projectId={project.id} />
              </Suspense>
            )
          }
        />
      </Suspense>
    </>
  );
}

/** @param projectId or `inbox` */
function todosOf(rows: Replica['shown'], projectId: string) {
  return todosInProject(rows, projectId === INBOX ? inboxId(rows) : projectId);
}

/** Stable while the sections are. */
function useRowsOf(sections: CountedSection[]) {
  const key = sections.map(({ id, version, name, openCount }) => `${id} ${version} ${openCount} ${name}`).join('\n');
  return useCallback(
    (todos: readonly Todo[], folded: ReadonlySet<string>): Row[] => projectRows(todos, sections, folded),
    // oxlint-disable-next-line react/exhaustive-deps -- the key says all of the sections that the rows show
    [key],
  );
}
