import { useMemo } from 'react';
import { INBOX, projectOf, sectionsOf } from '../../model/outline/outline';
import { useOutline } from '../../model/outline/use-outline';
import { inboxId } from '../../model/todos/inbox-id';
import type { Todo } from '../../model/todos/todo';
import { withEdited } from '../../model/todos/with-edited';
import { useIsPart, useReplicaView } from '../../replica/synced-replica';
import { todosInProject } from '../../replica/views';
import { useLingering } from '../../shared/ui/use-lingering';
import { columnsOf } from './board-columns';

/** The columns of a project's board. @param edited the todo whose title is being edited */
export function useBoard(userId: string, projectId: string, edited: Todo | undefined) {
  const view = `project ${projectId}`;
  const todos = useReplicaView(userId, view, (rows) =>
    todosInProject(rows, projectId === INBOX ? inboxId(rows) : projectId),
  );
  const outline = useOutline(userId);
  const project = projectOf(outline, projectId);
  const { lingering, linger } = useLingering();
  const sections = useMemo(() => sectionsOf(outline, project?.id ?? ''), [outline, project?.id]);
  const columns = useMemo(() => {
    const shows = ({ id, completedAt }: Todo) => completedAt === null || lingering.has(id);
    return columnsOf(withEdited(todos, edited), sections, shows);
  }, [todos, edited, sections, lingering]);
  return { outline, project, columns, linger, isPart: useIsPart(userId, view) };
}
