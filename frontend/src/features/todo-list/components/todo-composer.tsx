import type { KeyboardEvent } from 'react';
import type { QuickAddOptions } from '../../../entities/todo/quick-add/quick-add-line';
import { useQuickAdd } from '../../../entities/todo/use-quick-add';
import { useCharacterKeys } from '../../../shared/keys/character-keys';
import { writingCommand } from '../../../shared/keys/key-bindings';
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

interface TodoComposerProps extends QuickAddOptions {
  /** What is added here, where it is more than a todo. */
  label?: string | undefined;
  /** The section it adds to, if to one. */
  section?: string | undefined;
  /** Adds to no section any more, or goes away. */
  onLeave?: (() => void) | undefined;
}

/** Where todos are written down: Enter adds and is ready for the next one, Escape discards. */
export function TodoComposer({ section, onLeave, label, ...options }: TodoComposerProps) {
  const { draft, write, fieldProps, understood, ...line } = useQuickAdd(options);
  const [characterKeys] = useCharacterKeys();

  const add = () => {
    focusComposer();
    line.add();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const command = writingCommand(event);
    if (!command) return;
    event.preventDefault();
    if (command !== 'discard') add();
    else if (draft) write('');
    else (onLeave ?? focusHeading)();
  };
  const called = label ?? (section ? `Add a todo to ${section}` : 'Add a todo');

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
        name={FIELD}
        {...fieldProps}
        label={called}
        placeholder={called}
        className={styles.field}
        onKeyDown={onKeyDown}
        problemClassName={styles.problem}
        aria-keyshortcuts={characterKeys ? 'q' : undefined}
      />
      <ComposerEnd
        written={draft !== ''}
        leave={section ? 'Add to no section' : 'Close'}
        {...{ onLeave, characterKeys }}
      />
      {understood}
    </form>
  );
}

interface ComposerEndProps {
  written: boolean;
  leave: string;
  onLeave: (() => void) | undefined;
  characterKeys: boolean;
}

/** The way to add without a key; and, while there is nothing to add, the way out of it or the key that leads here. */
function ComposerEnd({ written, leave, onLeave, characterKeys }: ComposerEndProps) {
  if (written) {
    return (
      <IconButton type="submit" label="Add" shortcut="Enter" className={styles.submit}>
        <ForwardIcon size={20} aria-hidden="true" />
      </IconButton>
    );
  }
  if (onLeave) {
    return (
      <IconButton label={leave} onClick={onLeave}>
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
