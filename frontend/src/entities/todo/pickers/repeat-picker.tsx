import { type DateText, dayLater, instantOf, writtenDay } from '@latch/domain/dates';
import { capitalise } from '@latch/domain/field-words';
import { nextDate, occurrences, type Recurrence } from '@latch/domain/recurrence';
import { warningsOf, whyOf } from '@latch/domain/recurrence-reasons';
import { presetsFor, ruleOf, wordsOf } from '@latch/domain/recurrence-words';
import { type MouseEvent, type ReactNode, useId, useMemo, useState } from 'react';
import type { Todo } from '../../../model/todos/todo';
import { nameOf } from '../../../model/todos/todo-context';
import { useToday } from '../../../shared/formatters/clock';
import { formatDateInFull, shownClock } from '../../../shared/formatters/dates';
import { type Day, formatDate } from '../../../shared/formatters/days';
import { matches } from '../../../shared/formatters/matches';
import { Button } from '../../../shared/ui/button';
import { FilterList } from '../../../shared/ui/filter-list';
import { RepeatIcon } from '../../../shared/ui/icons';
import { PickerPopup } from '../../../shared/ui/picker-popup';
import { SegmentedControl } from '../../../shared/ui/segmented-control';
import pickers from './pickers.module.css';
import styles from './repeat-picker.module.css';

export interface RepeatPickerProps {
  todo: Todo;
  /** @param due its date from now on: the first one of the rule */
  onPick: (recurrence: Recurrence | null, due: DateText | null) => void;
  /** What the picker lies beside. */
  anchor?: HTMLElement | undefined;
  onClose: () => void;
}

interface Choice {
  id: string;
  label: string;
  recurrence: Recurrence;
}

/** How many dates are shown before a rule is saved. */
const PREVIEWED = 10;

/** How late the example is completed, in days. */
const LATE = 3;

const FROM = [
  { value: 'due', label: 'Due date' },
  { value: 'completion', label: 'Completion' },
] as const;

/** What was chosen is one key away from being saved. When the picker opens, its first field has the focus. */
const takeFocus = (button: HTMLElement | null) => button?.focus();

/** Chooses how a todo repeats: by words or one of the usual ways. What is chosen shows its dates before it is saved. */
export default function RepeatPicker({ todo, onPick, anchor, onClose }: RepeatPickerProps) {
  const [text, setText] = useState('');
  const [chosen, choose] = useState(todo.recurrence);
  const today = useToday();
  const due = todo.due ?? today;
  const pick = (recurrence: Recurrence | null, first: DateText | null) => {
    onClose();
    onPick(recurrence, first);
  };
  const chooseAnother = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    currentTarget.closest('[role="dialog"]')?.querySelector('input')?.focus();
    choose(null);
  };
  const isPreviewed = chosen !== null && text === '';
  return (
    <PickerPopup title={`Repeats of ${nameOf([todo])}`} anchor={anchor} onClose={onClose}>
      <FilterList
        label="Repeats"
        placeholder="every month on the last workday…"
        text={text}
        onTextChange={setText}
        groups={[{ name: '', items: isPreviewed ? [] : choicesFor(text, due) }]}
        renderItem={(choice) => <ChoiceLine choice={choice} />}
        onPick={({ recurrence }) => {
          setText('');
          choose(recurrence);
        }}
        empty={
          isPreviewed ? null : 'Say it as in “every 2 weeks on Tuesday and Thursday” or “every month on the last day”.'
        }
      />
      {isPreviewed && (
        <Preview recurrence={chosen} due={due} today={today} onChange={choose}>
          {(first) => (
            <>
              {todo.recurrence && <Button onClick={() => pick(null, todo.due)}>Does not repeat</Button>}
              <Button onClick={chooseAnother}>Choose another rule</Button>
              <Button ref={takeFocus} variant="primary" onClick={() => pick(chosen, first)}>
                Save
              </Button>
            </>
          )}
        </Preview>
      )}
    </PickerPopup>
  );
}

interface PreviewProps {
  recurrence: Recurrence;
  /** The date that the todo has, or would have. */
  due: DateText;
  today: Day;
  onChange: (recurrence: Recurrence) => void;
  children: (first: DateText) => ReactNode;
}

/** What a rule means: in words, by an example, and by its next dates with what is unusual about them. */
function Preview({ recurrence, due, today, onChange, children }: PreviewProps) {
  const heading = useId();
  const { zone } = shownClock();
  const dates = useMemo(
    () => takeDates(occurrences(recurrence, { from: writtenDay(due), due, zone }), PREVIEWED),
    [recurrence, due, zone],
  );
  const [first = due] = dates;
  return (
    <section className={styles.preview} aria-labelledby={heading}>
      <h3 id={heading}>{capitalise(wordsOf(recurrence))}</h3>
      <SegmentedControl
        label="Counts from"
        options={FROM}
        value={recurrence.from}
        onChange={(from) => onChange({ ...recurrence, from })}
      />
      <p className={styles.example}>{exampleOf(recurrence, first, today)}</p>
      <ol className={styles.dates} aria-label="Next dates">
        {dates.map((date) => (
          <li key={date}>
            <span>{formatDateInFull(date, today)}</span>
            {whyOf(recurrence, date, zone).map((reason) => (
              <span key={reason} className={styles.why}>
                {reason}
              </span>
            ))}
          </li>
        ))}
      </ol>
      {warningsBeyond(recurrence, dates, due).map((warning) => (
        <p key={warning} className={styles.why}>
          {warning}
        </p>
      ))}
      <div className={styles.foot}>
        {dates.length > 0 && first !== due && (
          <span className={styles.first}>First due date: {formatDateInFull(first, today)}</span>
        )}
        {dates.length > 0 ? children(first) : <span className={styles.first}>This rule has no more dates.</span>}
      </div>
    </section>
  );
}

/** What counting from the due date or from completion makes of one that is completed late. */
function exampleOf(recurrence: Recurrence, due: DateText, today: Day): string {
  const clock = shownClock();
  const day = dayLater(writtenDay(due), LATE);
  const next = nextDate(recurrence, due, instantOf(`${day}T12:00`, clock.zone), clock);
  const completed = `If you complete it late, on ${formatDate(day, today)},`;
  return next
    ? `${completed} it is next due on ${formatDateInFull(next, today)}.`
    : `${completed} it does not repeat again.`;
}

/** Those that none of the dates on the page has already. */
function warningsBeyond(recurrence: Recurrence, dates: readonly DateText[], due: DateText): string[] {
  const { zone } = shownClock();
  const said = new Set(dates.flatMap((date) => whyOf(recurrence, date, zone)));
  return warningsOf(recurrence, zone, { from: writtenDay(due), due }).filter((warning) => !said.has(warning));
}

function takeDates(dates: Iterable<DateText>, many: number): DateText[] {
  const taken: DateText[] = [];
  for (const date of dates) if (taken.push(date) >= many) break;
  return taken;
}

function ChoiceLine({ choice: { label } }: { choice: Choice }) {
  return (
    <>
      <span className={pickers.icon}>
        <RepeatIcon size={16} aria-hidden="true" />
      </span>
      <span className={pickers.name}>{label}</span>
    </>
  );
}

/** What was typed as a rule, before the usual ways that match it. */
function choicesFor(text: string, due: DateText): Choice[] {
  const usual = presetsFor(due).map(({ words, recurrence }) => ({ id: words, label: capitalise(words), recurrence }));
  const found = usual.filter(({ label }) => matches(label, text));
  const typed = ruleOf(text) ?? ruleOf(`every ${text}`);
  if (!typed) return found;
  const recurrence = { ...typed, anchor: due };
  const words = wordsOf(recurrence);
  const same = ({ label }: Choice) => label === capitalise(words);
  return [
    ...found.filter(same),
    ...(found.some(same) ? [] : [{ id: 'typed', label: capitalise(words), recurrence }]),
    ...found.filter((one) => !same(one)),
  ];
}
