import { type ReactNode, useEffect, useRef } from 'react';
import { useCharacterKeys } from '../keys/character-keys';
import { isWriting } from '../keys/is-writing';
import { useCommands } from '../keys/use-commands';
import { Button } from './button';
import styles from './conflict-notice.module.css';
import { Kbd } from './kbd';

interface ConflictNoticeProps {
  /** Each value that was chosen here, and the one that stands in its way. */
  mine: readonly string[];
  theirs: readonly string[];
  onResolve: (keepMine: boolean) => void;
}

/** Two versions side by side, until somebody chooses. One key each, while the focus is in here. */
export function ConflictNotice({ mine, theirs, onResolve }: ConflictNoticeProps) {
  const notice = useRef<HTMLFieldSetElement>(null);
  const [characterKeys] = useCharacterKeys();
  const here = (keepMine: boolean) =>
    notice.current?.contains(document.activeElement) ? () => onResolve(keepMine) : undefined;
  // Several may be shown; the keys are for the one with the focus.
  useCommands({
    get keepMine() {
      return here(true);
    },
    get keepTheirs() {
      return here(false);
    },
  });
  useEffect(() => {
    // What is being typed goes on, and does not become a choice.
    if (isWriting(document.activeElement)) return;
    const host = notice.current?.closest('[data-conflict-host]');
    if (document.activeElement === document.body || host?.contains(document.activeElement)) notice.current?.focus();
  }, []);

  return (
    <fieldset ref={notice} className={styles.notice} tabIndex={-1} data-conflict="">
      <legend className={styles.what}>Also changed on another device. Which version do you want to keep?</legend>
      <Version name="Mine" values={mine}>
        <Button onClick={() => onResolve(true)}>Keep mine {characterKeys && <Kbd keys="1" />}</Button>
      </Version>
      <Version name="Theirs" values={theirs}>
        <Button onClick={() => onResolve(false)}>Take theirs {characterKeys && <Kbd keys="2" />}</Button>
      </Version>
    </fieldset>
  );
}

interface VersionProps {
  name: string;
  values: readonly string[];
  children: ReactNode;
}

function Version({ name, values, children }: VersionProps) {
  return (
    <div className={styles.version}>
      <p className={styles.name}>{name}</p>
      {values.map((value) => (
        <p key={value} className={styles.value} dir="auto" translate="no">
          {value}
        </p>
      ))}
      {children}
    </div>
  );
}
