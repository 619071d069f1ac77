import { useOutlineActions } from '../../../model/outline/use-outline-actions';
import { NameField } from '../../../shared/ui/name-field';
import styles from './section-row.module.css';

interface NewSectionProps {
  userId: string;
  projectId: string;
  onDone: () => void;
}

/** Names a new section, which comes last. */
export default function NewSection({ userId, projectId, onDone }: NewSectionProps) {
  const outline = useOutlineActions(userId);
  const done = (name: string | null) => {
    onDone();
    if (name !== null) outline.createSection({ projectId, name });
  };
  return (
    <div className={styles.adding}>
      <NameField label="Name of the new section" name="" onDone={done} />
    </div>
  );
}
