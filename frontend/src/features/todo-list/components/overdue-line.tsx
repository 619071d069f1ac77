import { useCharacterKeys } from '../../../shared/keys/character-keys';
import { runCommand } from '../../../shared/keys/command-registry';
import { Button } from '../../../shared/ui/button';
import type { LinePlace } from '../rows';
import { useFolded } from '../use-row-handlers';
import styles from './planning.module.css';
import { FoldButton } from './fold-button';

interface OverdueLineProps extends LinePlace {
  /** How many are open. */
  count: number;
  /** What its being folded is remembered by; it cannot be folded where this is left out. */
  fold?: string;
  folded?: boolean;
}

/** The heading of what is overdue, with the way to move all of it to today. */
export function OverdueLine({ ref, index, top, count, fold, folded = false }: OverdueLineProps) {
  const [characterKeys] = useCharacterKeys();
  const [, onFold] = useFolded();
  return (
    <li ref={ref} className={styles.heading} style={{ transform: `translateY(${top}px)` }} data-index={index}>
      {fold && (
        <span className={styles.lead}>
          <FoldButton label="Overdue todos" folded={folded} onToggle={() => onFold(fold)} />
        </span>
      )}
      <h2 className={styles.late}>
        Overdue <span className={styles.count}>{count || ''}</span>
      </h2>
      {count > 0 && (
        <Button
          className={styles.action}
          aria-keyshortcuts={characterKeys ? 'o' : undefined}
          onClick={() => runCommand('overdueToToday')}
        >
          Move all to today
        </Button>
      )}
    </li>
  );
}

/** The heading of what is due today, below what is overdue. */
export function TodayLine({ ref, index, top, children }: LinePlace & { children: string }) {
  return (
    <li ref={ref} className={styles.heading} style={{ transform: `translateY(${top}px)` }} data-index={index}>
      <h2>{children}</h2>
    </li>
  );
}
