import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useCharacterKeys } from '../keys/character-keys';
import { isWriting } from '../keys/is-writing';
import { type Command, keysFor } from '../keys/key-bindings';
import { useCommands } from '../keys/use-commands';
import { Button } from './button';
import styles from './choice-notice.module.css';
import { Differing } from './differing';
import { Kbd } from './kbd';

/** One way to answer, with its key. */
export interface Choice {
  command: 'keepMine' | 'keepTheirs' | 'editMine';
  label: string;
  onChoose: () => void;
}

/** What is to be chosen from, or what it is about. */
interface Version {
  name: string;
  /** Each value, as one would say it. */
  values: readonly string[];
  /** The same of another version: what differs is marked. */
  against?: readonly string[];
  choice?: Choice;
}

const NONE: readonly Choice[] = [];

interface ChoiceNoticeProps {
  question: ReactNode;
  versions: readonly Version[];
  /** The answers that belong to no version. */
  choices?: readonly Choice[];
  children?: ReactNode;
  ref?: RefObject<HTMLFieldSetElement | null>;
}

/** Something that waits for an answer. One key for each, while the focus is in here. */
export function ChoiceNotice({ question, versions, choices = NONE, children, ref }: ChoiceNoticeProps) {
  const own = useRef<HTMLFieldSetElement>(null);
  // It may take the place of what has the focus.
  const [before] = useState(() => document.activeElement);
  const notice = ref ?? own;
  useChoiceKeys(notice, [...versions.flatMap(({ choice }) => choice ?? []), ...choices]);
  useEffect(() => {
    // What is being typed goes on, and does not become a choice.
    if (isWriting(document.activeElement)) return;
    const host = notice.current?.closest('[data-conflict-host]');
    // On a page that was just opened nothing had the focus, so nothing takes it.
    const isLost = document.activeElement === document.body && before !== document.body;
    if (isLost || host?.contains(document.activeElement)) notice.current?.focus();
  }, [notice, before]);

  return (
    <fieldset ref={notice} className={styles.notice} tabIndex={-1} data-conflict="">
      <legend className={styles.what}>{question}</legend>
      {versions.map(({ name, values, against, choice }) => (
        <div key={name} className={styles.version}>
          <p className={styles.name}>{name}</p>
          {values.map((value, index) => (
            // A long text scrolls, by keys as well.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            <p key={value} className={styles.value} dir="auto" translate="no" tabIndex={isLong(value) ? 0 : undefined}>
              <Differing text={value} from={against?.[index]} />
            </p>
          ))}
          {choice && <ChoiceButton {...choice} />}
        </div>
      ))}
      {children}
      {choices.length > 0 && (
        <div className={styles.choices}>
          {choices.map((choice) => (
            <ChoiceButton key={choice.command} {...choice} />
          ))}
        </div>
      )}
    </fieldset>
  );
}

/** Whether a text may not fit in. */
const isLong = (text: string) => text.length > 150 || text.split('\n').length > 6;

function ChoiceButton({ command, label, onChoose }: Choice) {
  const [characterKeys] = useCharacterKeys();
  const keys = keysFor(command, characterKeys);
  return (
    // The second press of a double one is on what came in its place.
    <Button onClick={({ detail }) => detail < 2 && onChoose()}>
      {label} {keys && <Kbd keys={keys} />}
    </Button>
  );
}

/** Several may be shown; the keys are for the one with the focus. */
function useChoiceKeys(notice: RefObject<HTMLElement | null>, choices: readonly Choice[]): void {
  const here = (command: Command) =>
    notice.current?.contains(document.activeElement)
      ? choices.find((choice) => choice.command === command)?.onChoose
      : undefined;
  useCommands({
    get keepMine() {
      return here('keepMine');
    },
    get keepTheirs() {
      return here('keepTheirs');
    },
    get editMine() {
      return here('editMine');
    },
  });
}
