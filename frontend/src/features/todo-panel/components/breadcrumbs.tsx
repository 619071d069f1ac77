import { useOutline } from '../../../model/outline/use-outline';
import type { TodoFamily } from '../../../model/todos/todo';
import { OwnText } from '../../../shared/ui/own-text';
import styles from './panel.module.css';

interface BreadcrumbsProps {
  userId: string;
  family: TodoFamily;
  onOpen: (todoId: string) => void;
}

/** Where a todo is: its project, its section, and the todos it is a part of, from the top down. */
export function Breadcrumbs({ userId, family: { todo, ancestors }, onOpen }: BreadcrumbsProps) {
  const outline = useOutline(userId);
  const project = outline?.projects.find(({ id }) => id === todo.projectId);
  const section = outline?.sections.find(({ id }) => id === todo.sectionId);
  return (
    <nav className={styles.crumbs} aria-label="Location">
      <ol>
        {project && (
          <li>
            <OwnText>{project.name}</OwnText>
          </li>
        )}
        {section && (
          <li>
            <OwnText>{section.name}</OwnText>
          </li>
        )}
        {ancestors.map(({ id, title }) => (
          <li key={id}>
            <button type="button" className={styles.crumb} onClick={() => onOpen(id)}>
              <OwnText>{title}</OwnText>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
