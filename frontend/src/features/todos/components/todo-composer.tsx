import { type KeyboardEvent, useId, useState } from 'react';
import { IconButton } from '../../../shared/ui/icon-button';
import { AddIcon, ForwardIcon } from '../../../shared/ui/icons';
import { Kbd } from '../../../shared/ui/kbd';
import { TextArea } from '../../../shared/ui/text-area';
import { useCharacterKeys } from '../character-keys';
import { bindingFor } from '../keys';
import { titleProblem } from '../todo';
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
}

/** Where todos are written down: Enter adds and is ready for the next one, Escape discards. */
export function TodoComposer({ draft, onDraftChange, onAdd }: TodoComposerProps) {
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
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const command = bindingFor(event.nativeEvent, ['writing'], false)?.command;
    if (!command) return;
    event.preventDefault();
    if (command === 'save') add();
    else if (draft) write('');
    else event.currentTarget.blur();
  };

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
        label="Add a todo"
        placeholder="Add a todo"
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
      <ComposerEnd written={draft !== ''} />
      <p id={problemId} className={styles.problem} role="alert">
        {problem}
      </p>
    </form>
  );
}

/** The way to add without a key; and, while there is nothing to add, the key that leads here. */
function ComposerEnd({ written }: { written: boolean }) {
  const [characterKeys] = useCharacterKeys();
  if (written) {
    return (
      <IconButton type="submit" label="Add" shortcut="Enter" className={styles.submit}>
        <ForwardIcon size={20} aria-hidden="true" />
      </IconButton>
    );
  }
  return (
    <span className={styles.hint} aria-hidden="true">
      {characterKeys && <Kbd>q</Kbd>}
    </span>
  );
}
