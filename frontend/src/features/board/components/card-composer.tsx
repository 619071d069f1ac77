import { type FocusEvent, type KeyboardEvent, useEffect } from 'react';
import type { QuickAddOptions } from '../../../entities/todo/quick-add/quick-add-line';
import { useQuickAdd } from '../../../entities/todo/use-quick-add';
import { writingCommand } from '../../../shared/keys/key-bindings';
import { focusHeading } from '../../../shared/ui/lost-focus';
import { TextArea } from '../../../shared/ui/text-area';
import styles from './board.module.css';

interface CardComposerProps extends QuickAddOptions {
  /** The column's name. */
  column: string;
  onClose: () => void;
}

/** Where cards are written down: Enter adds and is ready for the next one, Escape closes. */
export function CardComposer({ column, onClose, ...options }: CardComposerProps) {
  const { write, add, fieldProps, understood } = useQuickAdd(options);
  const { ref: field } = fieldProps;
  useEffect(() => field.current?.focus(), [field]);

  const onKeyDown = (event: KeyboardEvent) => {
    const command = writingCommand(event);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    if (command !== 'discard') return add();
    write('');
    focusHeading(field.current);
    onClose();
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    // What was pasted is asked about in a dialog, which gives the focus back.
    const isAsked = relatedTarget?.closest('[role="dialog"]');
    if (document.hasFocus() && !isAsked && !currentTarget.contains(relatedTarget)) onClose();
  };
  const label = `Add a todo to ${column}`;
  return (
    <div className={styles.composer} onBlur={onBlur}>
      <TextArea {...fieldProps} label={label} placeholder="Add a todo" onKeyDown={onKeyDown} />
      {understood}
    </div>
  );
}
