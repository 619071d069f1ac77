import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { titleProblem } from '../../../model/todos/todo';
import { writingCommand } from '../../../shared/keys/writing-command';
import { TextArea } from '../../../shared/ui/text-area';
import styles from './board.module.css';

interface CardComposerProps {
  /** The column's name. */
  column: string;
  /** What was typed before. */
  text: string;
  onAdd: (title: string) => void;
  /** @param text what is left in it */
  onClose: (text: string) => void;
}

/** Where cards are written down: Enter adds and is ready for the next one, Escape closes. */
export function CardComposer({ column, text, onAdd, onClose }: CardComposerProps) {
  const [draft, setDraft] = useState(text);
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
    if (command === 'discard') onClose('');
    else add();
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
        onBlur={() => document.hasFocus() && onClose(draft)}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? problemId : undefined}
      />
      <p id={problemId} className={styles.problem} role="alert">
        {problem}
      </p>
    </div>
  );
}
