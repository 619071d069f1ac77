import { type Ref, useEffect, useRef, useState } from 'react';
import type { Trashed } from '../../../replica/flat-views';
import { useTrashActions } from '../../../model/trash/use-trash-actions';
import { Button } from '../../../shared/ui/button';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';
import { IconButton } from '../../../shared/ui/icon-button';
import { DeleteIcon, UndoIcon } from '../../../shared/ui/icons';
import { quote } from '../../../shared/ui/quote';
import { useRowWindow } from '../../../shared/ui/use-row-window';
import { useToday } from '../../../shared/formatters/clock';
import { describe } from '../describe';
import styles from './trash.module.css';

const ROW_HEIGHT = 61;

interface TrashRowsProps {
  userId: string;
  rows: readonly { key: string; trashed: Trashed }[];
}

/** One row each; only those near the window are there. What is done to one hands the focus on to the next. */
export function TrashRows({ userId, rows }: TrashRowsProps) {
  const { restore, removeForGood } = useTrashActions(userId);
  const [asking, ask] = useState<Trashed | null>(null);
  const [active, setActive] = useState<string | null>(null);
  const [wanted, want] = useState<string | null>(null);
  const { listRef, rowRef, height, shown } = useRowWindow(rows, {
    rowHeight: ROW_HEIGHT,
    kept: [active, wanted],
    scrollTo: wanted,
  });
  const leave = (trashed: Trashed, how: (trashed: Trashed) => void) => {
    const at = rows.findIndex(({ key }) => key === trashed.id);
    want((rows[at + 1] ?? rows[at - 1])?.key ?? null);
    how(trashed);
  };
  return (
    <>
      <ul ref={listRef} aria-label="Trash" className={styles.list} style={{ height }}>
        {shown.map(({ index, top }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <TrashRow
              key={row.key}
              ref={rowRef}
              trashed={row.trashed}
              {...{ index, top }}
              total={rows.length}
              wanted={row.key === wanted}
              onFocus={() => {
                setActive(row.key);
                want(null);
              }}
              onRestore={() => leave(row.trashed, restore)}
              onDelete={() => ask(row.trashed)}
            />
          );
        })}
      </ul>
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => !open && ask(null)}
        title={`Delete ${quote(asking?.title ?? '')} for good?`}
        confirmLabel="Delete for good"
        onConfirm={() => asking && leave(asking, removeForGood)}
      >
        You cannot undo this.
      </ConfirmDialog>
    </>
  );
}

interface TrashRowProps {
  ref: Ref<HTMLLIElement>;
  trashed: Trashed;
  index: number;
  /** Pixels from the top of the list. */
  top: number;
  total: number;
  /** Whether it is to have the focus. */
  wanted: boolean;
  onFocus: () => void;
  onRestore: () => void;
  onDelete: () => void;
}

function TrashRow({ ref, trashed, index, top, total, wanted, onFocus, onRestore, onDelete }: TrashRowProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (wanted) button.current?.focus({ preventScroll: true });
  }, [wanted]);
  return (
    <li
      ref={ref}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      data-index={index}
      aria-setsize={total}
      aria-posinset={index + 1}
    >
      <div className={styles.text}>
        <p className={styles.title} dir="auto" translate="no">
          {trashed.title}
        </p>
        <p className={styles.about}>{describe(trashed, useToday())}</p>
      </div>
      <Button ref={button} aria-label={`Restore ${trashed.title}`} onFocus={onFocus} onClick={onRestore}>
        <UndoIcon size={16} aria-hidden="true" />
        Restore
      </Button>
      <IconButton label={`Delete ${trashed.title} for good`} onFocus={onFocus} onClick={onDelete}>
        <DeleteIcon size={20} aria-hidden="true" />
      </IconButton>
    </li>
  );
}
