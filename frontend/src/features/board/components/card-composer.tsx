import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { titleProblem } from '../../../model/todos/todo';
import { useKeptDraft } from '../../../shared/kept/use-kept-draft';
import { writingCommand } from '../../../shared/keys/writing-command';
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
  const [problem, setProblem] = useState<string | null>(null);
  const problemId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);

  const add = () => {
    const found = titleProblem(draft);
    setProblem(found);
    if (found) return;
    onAdd(draft);
    setDraft('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const command = writingCommand(event);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    if (command !== 'discard') return add();
    setDraft('');
    focusHeading(field.current);
    onClose();
  };
  const label = `Add a todo to ${column}`;
  return (
    <div className={styles.composer}>
      <TextArea
        bare
        ref={field}
        label={label}
        placeholder="Add a todo"
        dir="auto"
        autoComplete="off"
        enterKeyHint="done"
        value={draft}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          setProblem(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => document.hasFocus() && onClose()}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? problemId : undefined}
      />
      <p id={problemId} className={styles.problem} role="alert">
        {problem}
      </p>
    </div>
  );
}
