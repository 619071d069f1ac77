import { classNames } from '../../../shared/ui/class-names';
import { ChevronDownIcon } from '../../../shared/ui/icons';
import styles from './fold-button.module.css';

interface FoldButtonProps {
  /** What is folded. */
  label: string;
  folded: boolean;
  tabIndex?: number;
  onFocus?: () => void;
  onToggle: () => void;
}

/** Folds up what is below, or out again. */
export function FoldButton({ label, folded, onToggle, ...stop }: FoldButtonProps) {
  return (
    <button
      type="button"
      {...stop}
      className={styles.fold}
      aria-expanded={!folded}
      aria-label={label}
      onClick={onToggle}
    >
      <ChevronDownIcon size={16} aria-hidden="true" className={classNames(folded && styles.folded)} />
    </button>
  );
}
