import { useCharacterKeys } from '../../../shared/keys/character-keys';
import { EmptyState } from '../../../shared/ui/empty-state';
import { Kbd } from '../../../shared/ui/kbd';
import styles from './empty-list.module.css';

/** Nothing to do, and what to do next. */
export default function EmptyList({ inbox }: { inbox: boolean }) {
  const [characterKeys] = useCharacterKeys();
  return (
    <EmptyState title={inbox ? 'Your Inbox is empty' : 'No todos yet'}>
      <span>Add a todo above</span>
      {characterKeys && (
        <span className={styles.key}>
          , or press <Kbd keys="q" /> from anywhere
        </span>
      )}
      <span>.</span>
    </EmptyState>
  );
}
