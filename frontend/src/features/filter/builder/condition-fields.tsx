import type { Clause } from '@latch/domain/filters/filter';
import { dayMeant, readFilterDay } from '@latch/domain/filters/filter-days';
import { en } from '@latch/domain/words/en';
import { useId, useState } from 'react';
import { formatDay } from '../../../shared/formatters/days';
import { AlertIcon } from '../../../shared/ui/icons';
import { useDelayedText } from '../../../shared/ui/use-delayed-text';
import styles from './builder.module.css';
import {
  type Choice,
  choiceOf,
  clauseOf,
  type Comparison,
  COMPARISONS,
  DAYS,
  escapedFor,
  firstChoice,
  KINDS,
  PRIORITIES,
  type Subject,
  SUBJECTS,
  withComparison,
} from './conditions';
import { type BuilderTools, isSameText, type Reading } from './rows';

interface ConditionFieldsProps {
  clause: Clause;
  reading: Reading;
  names: BuilderTools['names'];
  onChange: (clause: Clause) => void;
}

/** What a condition is about, how it is compared, and with what. */
export function ConditionFields({ clause, reading, names, onChange }: ConditionFieldsProps) {
  const [known, setKnown] = useState(clause);
  const [choice, setChoice] = useState(() => choiceOf(clause));
  const [error, setError] = useState<string>();
  if (clause !== known) {
    setKnown(clause);
    setError(undefined);
    setChoice(choiceOf(clause));
  }
  const choose = (next: Choice) => {
    setChoice(next);
    const read = clauseOf(next, reading);
    setError('message' in read ? read.message : undefined);
    if (!('message' in read)) onChange(read);
  };
  const namesOf = (subject: Subject) => (subject in names ? names[subject as keyof typeof names] : []);
  const { subject, comparison } = choice;
  return (
    <>
      <Choose
        label="What"
        options={SUBJECTS}
        value={subject}
        onChange={(next: Subject) => choose(firstChoice(next, namesOf(next)))}
      />
      {COMPARISONS[subject].length > 1 ? (
        <Choose
          label="Comparison"
          options={COMPARISONS[subject]}
          value={comparison}
          onChange={(next: Comparison) => choose(withComparison(choice, next))}
        />
      ) : (
        <span className={styles.comparison}>{COMPARISONS[subject][0]?.label}</span>
      )}
      {comparison !== 'none' && (
        <Value
          key={`${subject} ${comparison}`}
          {...{ choice, reading, error }}
          names={namesOf(subject)}
          onChange={choose}
        />
      )}
    </>
  );
}

interface ChooseProps<Value extends string> {
  label: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

function Choose<Value extends string>({ label, options, value, onChange }: ChooseProps<Value>) {
  return (
    <select
      className={styles.select}
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value as Value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

interface ValueProps {
  choice: Choice;
  names: readonly string[];
  reading: Reading;
  error: string | undefined;
  onChange: (choice: Choice) => void;
}

function Value({ choice, names, reading, error, onChange }: ValueProps) {
  const { subject, comparison, value } = choice;
  const set = (next: string) => onChange({ ...choice, value: next });
  if (subject === 'priority') return <Choose label="Value" options={PRIORITIES} value={value} onChange={set} />;
  if (subject === 'is') return <Choose label="Value" options={KINDS} value={value} onChange={set} />;
  const isDay = comparison === 'on' || comparison === 'before' || comparison === 'after';
  const offers = isDay ? DAYS : names.map((name) => escapedFor(subject, name));
  const means = isDay && !error ? formatMeant(value, reading) : undefined;
  const hint = subject === 'label' ? '* stands for any characters.' : means;
  return (
    <Typed value={value} offers={offers} error={error} hint={hint} onChange={set} isNumber={comparison === 'next'} />
  );
}

/** The very day that words mean. */
function formatMeant(value: string, { today, languages = [en] }: Reading): string | undefined {
  const day = readFilterDay(value, { today, languages, work: { steps: 0, tries: 0 } });
  const meant = 'message' in day ? null : dayMeant(day, today, languages);
  return meant === null ? undefined : formatDay(meant, today);
}

interface TypedProps {
  value: string;
  offers: readonly string[];
  error: string | undefined;
  hint: string | undefined;
  isNumber: boolean;
  onChange: (value: string) => void;
}

function Typed({ value, offers, error, hint, isNumber, onChange }: TypedProps) {
  const id = useId();
  const { field } = useDelayedText(value, onChange, { isSame: isSameText });
  return (
    <span className={styles.value}>
      <input
        {...field}
        type="text"
        className={styles.input}
        aria-label="Value"
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-said` : undefined}
        list={offers.length > 0 ? `${id}-offers` : undefined}
        inputMode={isNumber ? 'numeric' : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir="auto"
      />
      {offers.length > 0 && (
        <datalist id={`${id}-offers`}>
          {offers.map((offer) => (
            <option key={offer}>{offer}</option>
          ))}
        </datalist>
      )}
      {error ? (
        <span id={`${id}-said`} className={styles.error}>
          <AlertIcon size={16} aria-hidden="true" />
          <span>{error}</span>
        </span>
      ) : (
        hint && (
          <span id={`${id}-said`} className={styles.hint}>
            {hint}
          </span>
        )
      )}
    </span>
  );
}
