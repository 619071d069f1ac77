import { type DateText, movedDate, parseDate, toDateText, wallTime } from '@latch/domain/dates';
import { calledOf, capitalise } from '@latch/domain/field-words';
import { readDate, readDay } from '@latch/domain/read-date';
import { todoFields } from '@latch/domain/todo-fields';
import { type FormEvent, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { DateName, Todo } from '../../../model/todos/todo';
import { nameOf } from '../../../model/todos/todo-context';
import { formatWeekday } from '../../../shared/formatters/calendar';
import { useToday } from '../../../shared/formatters/clock';
import { deviceZone, formatDateInFull, shownClock, toZoneOption, zonesAfter } from '../../../shared/formatters/dates';
import { type Day, daysLater, formatDate, formatDay, nextMonday } from '../../../shared/formatters/days';
import { typedLanguages } from '../../../shared/formatters/languages';
import { matches } from '../../../shared/formatters/matches';
import { formatTime } from '../../../shared/formatters/moments';
import { Button } from '../../../shared/ui/button';
import { FilterList } from '../../../shared/ui/filter-list';
import { IconButton } from '../../../shared/ui/icon-button';
import { CloseIcon, DueIcon } from '../../../shared/ui/icons';
import { Kbd } from '../../../shared/ui/kbd';
import { PickerPopup } from '../../../shared/ui/picker-popup';
import { SelectField } from '../../../shared/ui/select-field';
import { TextField } from '../../../shared/ui/text-field';
import styles from './pickers.module.css';

export interface DatePickerProps {
  /** Which of their dates is chosen. */
  name: DateName;
  todos: readonly Todo[];
  onPick: (date: DateText | null) => void;
  /** What the picker lies beside. */
  anchor?: HTMLElement | undefined;
  onClose: () => void;
}

interface Choice {
  id: string;
  label: string;
  date: DateText | null;
  /** Said beside it: which day that is. */
  aside: string;
  /** With Alt, the key that takes it at once. */
  letter?: string;
}

/** Chooses a date of todos: one of the usual days, or what is typed; below, any day with a time and a zone. */
export default function DatePicker({ name, todos, onPick, anchor, onClose }: DatePickerProps) {
  const [text, setText] = useState('');
  const first = todos[0]?.[name] ?? null;
  const shared = todos.every((todo) => todo[name] === first) ? first : null;
  const pick = (date: DateText | null) => {
    onClose();
    onPick(date);
  };
  const today = useToday();
  const usual = useMemo(() => usualDates(today, shared), [today, shared]);
  useTakeByLetter(usual, pick);
  const called = capitalise(calledOf(name, todoFields[name]));
  return (
    <PickerPopup title={`${called} of ${nameOf(todos)}`} anchor={anchor} onClose={onClose}>
      <FilterList
        label={called}
        placeholder={`${called}: fri, in 3 weeks, 27 nov 9am…`}
        text={text}
        onTextChange={setText}
        groups={[{ name: '', items: choicesFor(text, usual, today, shared) }]}
        renderItem={(choice) => <ChoiceLine choice={choice} />}
        onPick={({ date }) => pick(date)}
        empty="That is not a date. Choose one below."
      />
      <AnotherDate first={shared} today={today} onPick={pick} />
    </PickerPopup>
  );
}

/** Takes one of the usual dates by its letter, with Alt, wherever the focus is: only the picker can have it. */
function useTakeByLetter(usual: readonly Choice[], pick: (date: DateText | null) => void): void {
  const take = useEffectEvent((event: KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    // With Alt a Mac types other characters.
    const letter = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : event.code.replace(/^Key/, '');
    const chosen = usual.find((choice) => choice.letter === letter);
    if (!chosen) return;
    event.preventDefault();
    pick(chosen.date);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => take(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

interface AnotherDateProps {
  /** Written in the fields at first. */
  first: DateText | null;
  today: Day;
  onPick: (date: DateText) => void;
}

/** A day as the app writes days, typed or taken from the browser's calendar; a time, and the zone in which that is meant. */
function AnotherDate({ first, today, onPick }: AnotherDateProps) {
  const before = first === null ? undefined : parseDate(first);
  const [written, write] = useState(before ? formatDate(before.day, today) : '');
  const [time, setTime] = useState(before?.time ?? '');
  const [zone, setZone] = useState(before?.zone ?? '');
  const [error, setError] = useState<string>();
  const calendar = useRef<HTMLInputElement>(null);
  const day = readDay(written, today, typedLanguages());
  const change = (text: string) => {
    write(text);
    setError(undefined);
  };
  const set = (event: FormEvent) => {
    event.preventDefault();
    if (day) onPick(toDateText({ day, time: time || null, zone: zone || null }));
    else setError(`Type a date, such as “${formatDate(daysLater(today, 7), today)}”.`);
  };
  const trailing = (
    <IconButton label="Calendar" onClick={() => calendar.current?.showPicker()}>
      <DueIcon size={20} aria-hidden="true" />
    </IconButton>
  );
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
        trailing={trailing}
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
      <TextField label="Time" type="time" value={time} onChange={(event) => setTime(event.target.value)} />
      {time !== '' && <SelectField label="Time zone" options={zoneOptions(zone)} value={zone} onChange={setZone} />}
      <Button type="submit" variant="primary">
        Set
      </Button>
    </form>
  );
}

function ChoiceLine({ choice: { label, date, aside, letter } }: { choice: Choice }) {
  const Picture = date === null ? CloseIcon : DueIcon;
  return (
    <>
      <span className={styles.icon}>
        <Picture size={16} aria-hidden="true" />
      </span>
      <span className={styles.name}>{label}</span>
      <span className={styles.aside}>{aside}</span>
      {letter && (
        <span className={styles.keys} aria-hidden="true">
          <Kbd keys={`Alt+${letter.toLowerCase()}`} />
        </span>
      )}
    </>
  );
}

/** The usual days that match what was typed, or the date that it says. */
function choicesFor(text: string, usual: readonly Choice[], today: Day, shared: DateText | null): Choice[] {
  const found = usual.filter(({ label }) => matches(label, text));
  const { zone } = shownClock();
  const typed = readDate(text, today, wallTime(Date.now(), zone), zone, typedLanguages());
  if (!typed) return found;
  const date = typed.time ? toDateText({ ...typed, zone: null }) : withTimeOf(shared, typed.day);
  if (found.some((choice) => choice.date === date)) return found;
  const day = formatDate(typed.day, today);
  const label = typed.time ? `${day} ${formatTime(typed.time)}` : day;
  return [
    ...found,
    { id: label, label, date, aside: day.startsWith(formatWeekday(typed.day)) ? '' : formatWeekday(typed.day) },
  ];
}

/** Another day of a date: its time and its zone stay. */
function withTimeOf(date: DateText | null, day: Day): DateText {
  return movedDate(date, { day }, shownClock())!;
}

/** @param shared the date that all of them have, whose time stays */
function usualDates(today: Day, shared: DateText | null): Choice[] {
  const tomorrow = daysLater(today, 1);
  // On a Sunday the next Monday is tomorrow.
  const monday = nextMonday(tomorrow);
  const saturday = daysLater(nextMonday(today), -2);
  const choice = (label: string, letter: string, day: Day, aside = formatWeekday(day)): Choice => {
    return { id: label, label, letter, date: withTimeOf(shared, day), aside };
  };
  return [
    choice('Today', 'T', today),
    choice('Tomorrow', 'M', tomorrow),
    // From Friday on it is called tomorrow, today, or is over.
    ...(saturday > tomorrow ? [choice('Weekend', 'W', saturday, formatDate(saturday, today))] : []),
    choice('Next week', 'N', monday, formatDate(monday, today)),
    { id: 'No date', label: 'No date', letter: 'X', date: null, aside: shared ? formatDateInFull(shared, today) : '' },
  ];
}

/** Wherever one is first, then where the person is, then all the others by name. @param chosen is among them */
function zoneOptions(chosen: string): { value: string; label: string }[] {
  const near = [shownClock().zone, deviceZone(), chosen].filter(Boolean);
  return [{ value: '', label: 'Wherever I am' }, ...zonesAfter(near).map(toZoneOption)];
}
