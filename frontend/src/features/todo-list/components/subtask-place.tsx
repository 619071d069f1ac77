import { OwnText } from '../../../shared/ui/own-text';
import { SubtaskIcon } from '../../../shared/ui/icons';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import styles from './planning.module.css';

/** Which todo a subtask is a part of, and where that is. */
export function SubtaskPlace({ parent, project }: { parent: string; project: string | undefined }) {
  return (
    <>
      <span className={styles.parent}>
        <SubtaskIcon size={14} aria-hidden="true" />
        <VisuallyHidden>Subtask of </VisuallyHidden>
        <OwnText>{parent}</OwnText>
      </span>
      {project && <OwnText>{project}</OwnText>}
    </>
  );
}
