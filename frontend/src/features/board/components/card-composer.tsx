import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTitleDraft } from '../../../entities/todo/use-title-draft';
import { useKeptDraft } from '../../../shared/kept/use-kept-draft';
import { writingCommand } from '../../../shared/keys/key-bindings';
import { focusHeading } from '../../../shared/ui/lost-focus';
import { TextArea } from '../../../shared/ui/text-area';
import styles from './board.module.css';

interface CardComposerProps {
  userId: string;
  /** The column's name. */
  column: string;
  /** What its draft is kept as. */
  draftName: string;
  onAdd: (title: string) => void;
  onClose: () => void;
}

/** Where cards are written down: Enter adds and is ready for the next one, Escape closes. */
export function CardComposer({ userId, column, draftName, onAdd, onClose }: CardComposerProps) {
  const [draft, setDraft] = useKeptDraft(userId, draftName);
  const { problem, write, add } = useTitleDraft(draft, setDraft, onAdd);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);

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
  const label = `Add a todo to ${column}`;
  return (
    <div className={styles.composer}>
      <TextArea
        ref={field}
        label={label}
        placeholder="Add a todo"
        autoComplete="off"
        enterKeyHint="done"
        value={draft}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => document.hasFocus() && onClose()}
        problem={problem}
      />
    </div>
  );
}
