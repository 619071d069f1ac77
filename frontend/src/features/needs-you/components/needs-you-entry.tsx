import { Link } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { endToBeEdited, isToBeEdited } from '../../../model/changes/refusal';
import { nameIn, type RefusedAnswers } from '../../../model/changes/refused-answers';
import type { withoutGone } from '../../../model/changes/without-gone';
import type { RefusedChange } from '../../../replica/refused-changes';
import { useToday } from '../../../shared/formatters/clock';
import { tidyName } from '../../../shared/formatters/tidy-name';
import { type Choice, ChoiceNotice } from '../../../shared/ui/choice-notice';
import { versionsOf } from '../../../shared/ui/conflict-notice';
import { NameField } from '../../../shared/ui/name-field';
import { OwnText, Sentence } from '../../../shared/ui/own-text';
import { entryWords } from '../entry-words';
import styles from './needs-you.module.css';

export interface NeedsYouEntryProps extends RefusedAnswers {
  refused: RefusedChange;
  /** Whether the thing it is about is there, to be opened. */
  isThere: boolean;
  /** Where a place, labels or the todo itself was deleted for good: what can be added. */
  remaining: ReturnType<typeof withoutGone>;
}

/** A conflict with both values, or a refused change with what was typed, and its answers. */
export function NeedsYouEntry({ refused, isThere, remaining, makeAgain, letGo }: NeedsYouEntryProps) {
  const notice = useRef<HTMLFieldSetElement>(null);
  const { conflict, change, subject } = refused;
  const { heading, about, mine, theirs } = entryWords(refused, useToday());
  const addable = remaining ? { ...refused, change: remaining.change } : refused;
  const editor = useNameEditor(change, notice, (name) => makeAgain(addable, name));
  const onAgain = () => makeAgain(addable, editor.written());
  const again = { command: 'keepMine', label: remaining?.answer ?? 'Try again', onChoose: onAgain } as const;
  const discard = { command: 'keepTheirs', label: 'Discard', onChoose: () => letGo(refused) } as const;
  const isChoice = conflict && !remaining;
  const versions = isChoice
    ? versionsOf(mine, theirs, (keepMine) => (keepMine ? makeAgain(refused) : letGo(refused)))
    : mine.length > 0
      ? [{ name: 'What you wanted', values: mine }]
      : [];
  const question = (
    <>
      <span className={styles.heading}>{conflict ? <OwnText>{heading}</OwnText> : <Sentence>{heading}</Sentence>}</span>{' '}
      <span className={styles.about}>{<Sentence>{about}</Sentence>}</span>
    </>
  );
  return (
    <ChoiceNotice
      ref={notice}
      {...{ question, versions }}
      choices={isChoice ? [] : [again, discard, ...editor.choices]}
    >
      {editor.field}
      {isThere && <OpenLink subject={subject} />}
    </ChoiceNotice>
  );
}

/** Edits the name that was typed; what is saved is tried again. Leaving the field saves nothing: the answers are outside of it. */
function useNameEditor(
  change: RefusedChange['change'],
  notice: RefObject<HTMLElement | null>,
  onSave: (name: string) => void,
) {
  const name = nameIn(change);
  const [isEditing, edit] = useState(() => isToBeEdited(change.id));
  useEffect(endToBeEdited, []);
  const text = useRef<string>(undefined);
  const onDone = (wanted: string | null) => {
    edit(false);
    text.current = undefined;
    notice.current?.focus();
    if (wanted !== null) onSave(wanted);
  };
  const choices: Choice[] =
    name === undefined ? [] : [{ command: 'editMine', label: 'Edit and try again', onChoose: () => edit(true) }];
  const field = isEditing && name !== undefined && (
    <div className={styles.editor}>
      <NameField
        label="What you wanted"
        name={name}
        longest={LONGEST}
        onDone={onDone}
        onWrite={(written) => (text.current = written)}
      />
    </div>
  );
  /** @returns the name as it is in the open editor */
  const written = () => tidyName(text.current ?? '') || undefined;
  return { choices, field, written };
}

/** What the server would not take can be longer than it takes. */
const LONGEST = 500;

function OpenLink({ subject: { table, id } }: Pick<RefusedChange, 'subject'>) {
  const link =
    table === 'todos'
      ? ({ to: '/todos/$todoId', params: { todoId: id } } as const)
      : table === 'projects'
        ? ({ to: '/projects/$projectId', params: { projectId: id } } as const)
        : undefined;
  return (
    link && (
      <Link {...link} className={styles.open}>
        Open the {table === 'todos' ? 'todo' : 'project'}
      </Link>
    )
  );
}
