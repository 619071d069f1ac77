import { type KeyboardEvent, useId, useState } from 'react';
import { titleProblem } from '../../../model/todos/todo';
import { useCharacterKeys } from '../../../shared/keys/character-keys';
import { writingCommand } from '../../../shared/keys/writing-command';
import { IconButton } from '../../../shared/ui/icon-button';
import { AddIcon, CloseIcon, ForwardIcon } from '../../../shared/ui/icons';
import { Kbd } from '../../../shared/ui/kbd';
import { focusHeading } from '../../../shared/ui/lost-focus';
import { TextArea } from '../../../shared/ui/text-area';
import styles from './todo-composer.module.css';

const FIELD = 'todo-composer';

/** Puts the cursor where todos are added. */
export function focusComposer(): void {
  document.getElementsByName(FIELD)[0]?.focus();
}

interface TodoComposerProps {
  draft: string;
  onDraftChange: (draft: string) => void;
  onAdd: (title: string) => void;
  /** The section it adds to, if to one. */
  section?: string | undefined;
  /** Adds to no section any more. */
  onLeaveSection?: () => void;
}

/** Where todos are written down: Enter adds and is ready for the next one, Escape discards. */
export function TodoComposer({ draft, onDraftChange, onAdd, section, onLeaveSection }: TodoComposerProps) {
  const problemId = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const [characterKeys] = useCharacterKeys();

  const write = (text: string) => {
    onDraftChange(text);
    setProblem(null);
  };
  const add = () => {
    const found = titleProblem(draft);
    setProblem(found);
    focusComposer();
    if (found) return;
    onAdd(draft);
    onDraftChange('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const command = writingCommand(event);
    if (!command) return;
    event.preventDefault();
    if (command !== 'discard') add();
    else if (draft) write('');
    else if (section) onLeaveSection?.();
    else focusHeading();
  };
  const label = section ? `Add a todo to ${section}` : 'Add a todo';

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <AddIcon size={20} aria-hidden="true" className={styles.sign} />
      <TextArea
        bare
        name={FIELD}
        label={label}
        placeholder={label}
        className={styles.field}
        dir="auto"
        autoComplete="off"
        autoCapitalize="sentences"
        enterKeyHint="done"
        value={draft}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? problemId : undefined}
        aria-keyshortcuts={characterKeys ? 'q' : undefined}
      />
      <ComposerEnd written={draft !== ''} onLeaveSection={section ? onLeaveSection : undefined} />
      <p id={problemId} className={styles.problem} role="alert">
        {problem}
      </p>
    </form>
  );
}

interface ComposerEndProps {
  written: boolean;
  onLeaveSection: (() => void) | undefined;
}

/** The way to add without a key; and, while there is nothing to add, the way out of a section or the key that leads here. */
function ComposerEnd({ written, onLeaveSection }: ComposerEndProps) {
  const [characterKeys] = useCharacterKeys();
  if (written) {
    return (
      <IconButton type="submit" label="Add" shortcut="Enter" className={styles.submit}>
        <ForwardIcon size={20} aria-hidden="true" />
      </IconButton>
    );
  }
  if (onLeaveSection) {
    return (
      <IconButton label="Add to no section" onClick={onLeaveSection}>
        <CloseIcon size={18} aria-hidden="true" />
      </IconButton>
    );
  }
  return (
    <span className={styles.hint} aria-hidden="true">
      {characterKeys && <Kbd keys="q" />}
    </span>
  );
}
