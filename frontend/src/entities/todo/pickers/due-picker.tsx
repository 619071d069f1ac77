import { type FormEvent, useMemo, useRef, useState } from 'react';
import type { Todo } from '../../../model/todos/todo';
import { Button } from '../../../shared/ui/button';
import { FilterList } from '../../../shared/ui/filter-list';
import { IconButton } from '../../../shared/ui/icon-button';
import { CloseIcon, DueIcon } from '../../../shared/ui/icons';
import { PickerPopup } from '../../../shared/ui/picker-popup';
import { TextField } from '../../../shared/ui/text-field';
import { useToday } from '../../../shared/formatters/clock';
import { type Day, daysLater, nextMonday, formatDate, formatDay } from '../../../shared/formatters/days';
import { matches } from '../../../shared/formatters/matches';
import { readDay } from '../../../shared/formatters/read-day';
import { nameOf } from '../../../model/todos/todo-context';
import styles from './pickers.module.css';

export interface DuePickerProps {
  todos: readonly Todo[];
  /** @param due a day, YYYY-MM-DD, or null for none */
  onPick: (due: Day | null) => void;
  /** What the picker lies beside. */
  anchor?: HTMLElement | undefined;
  onClose: () => void;
}

interface Choice {
  id: string;
  label: string;
  due: Day | null;
  /** Said beside it: which day that is. */
  aside: string;
}

/** Chooses the day todos are due: one of the usual ones, or any other. */
export default function DuePicker({ todos, onPick, anchor, onClose }: DuePickerProps) {
  const [text, setText] = useState('');
  const first = todos[0]?.due ?? null;
  const same = todos.every(({ due }) => due === first);
  const pick = (due: Day | null) => {
    onClose();
    onPick(due);
  };
  const today = useToday();
  const choices = useMemo(() => usualDays(today), [today]);
  return (
    <PickerPopup title={`Due date of ${nameOf(todos)}`} anchor={anchor} onClose={onClose}>
      <FilterList
        label="Due date"
        placeholder={`${nameOf(todos)} due…`}
        text={text}
        onTextChange={setText}
        groups={[{ name: '', items: choicesFor(text, choices, today) }]}
        renderItem={(choice) => <ChoiceLine choice={choice} />}
        onPick={({ due }) => pick(due)}
        empty="That is not a date. Choose one below."
      />
      <AnotherDay first={same ? first : null} today={today} onPick={pick} />
    </PickerPopup>
  );
}

interface AnotherDayProps {
  /** Written in the field at first. */
  first: Day | null;
  today: Day;
  onPick: (day: Day) => void;
}

/** A day as the app writes days, typed or taken from the browser's calendar. */
function AnotherDay({ first, today, onPick }: AnotherDayProps) {
  const [written, write] = useState(first ? formatDate(first, today) : '');
  const [error, setError] = useState<string>();
  const calendar = useRef<HTMLInputElement>(null);
  const day = readDay(written, today);
  const change = (text: string) => {
    write(text);
    setError(undefined);
  };
  const set = (event: FormEvent) => {
    event.preventDefault();
    if (day) onPick(day);
    else setError(`Type a date, such as “${formatDate(daysLater(today, 7), today)}”.`);
  };
  return (
    <form className={styles.day} onSubmit={set}>
      <TextField
        label="Another day"
        placeholder={formatDate(daysLater(today, 7), today)}
        autoComplete="off"
        value={written}
        error={error}
        status={!error && day && formatDay(day, today) !== written && formatDay(day, today)}
        onChange={(event) => change(event.target.value)}
        trailing={
          <IconButton label="Calendar" onClick={() => calendar.current?.showPicker()}>
            <DueIcon size={20} aria-hidden="true" />
          </IconButton>
        }
      />
      <input
        ref={calendar}
        type="date"
        className={styles.calendar}
        tabIndex={-1}
        aria-hidden="true"
        value={day ?? ''}
        onChange={(event) => event.target.value && change(formatDate(event.target.value, today))}
      />
      <Button type="submit" variant="primary">
        Set
      </Button>
    </form>
  );
}

function ChoiceLine({ choice: { label, due, aside } }: { choice: Choice }) {
  const Picture = due === null ? CloseIcon : DueIcon;
  return (
    <>
      <span className={styles.icon}>
        <Picture size={16} aria-hidden="true" />
      </span>
      <span className={styles.name}>{label}</span>
      <span className={styles.aside}>{aside}</span>
    </>
  );
}

/** The usual days that match what was typed, or the day that it says. */
function choicesFor(text: string, usual: readonly Choice[], today: Day): Choice[] {
  const found = usual.filter(({ label }) => matches(label, text));
  const day = readDay(text, today);
  if (!day || found.some(({ due }) => due === day)) return found;
  const label = formatDate(day, today);
  return [...found, choiceOf(label, day, label.startsWith(weekdayOf(day)) ? '' : undefined)];
}

function choiceOf(label: string, due: Day, aside = weekdayOf(due)): Choice {
  return { id: label, label, due, aside };
}

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });

function weekdayOf(day: Day): string {
  return WEEKDAY.format(Date.parse(day));
}

function usualDays(today: Day): Choice[] {
  const tomorrow = daysLater(today, 1);
  // On a Sunday the next Monday is tomorrow.
  const monday = nextMonday(tomorrow);
  return [
    choiceOf('Today', today),
    choiceOf('Tomorrow', tomorrow),
    choiceOf('Next week', monday, formatDate(monday, today)),
    { id: 'No date', label: 'No date', due: null, aside: '' },
  ];
}
