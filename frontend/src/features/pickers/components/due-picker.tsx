import { useMemo, useState } from 'react';
import type { Todo } from '../../../model/todos/todo';
import { Button } from '../../../shared/ui/button';
import { FilterList } from '../../../shared/ui/filter-list';
import { CloseIcon, DueIcon } from '../../../shared/ui/icons';
import { PickerWindow } from '../../../shared/ui/picker-window';
import { TextField } from '../../../shared/ui/text-field';
import { useToday } from '../../../shared/words/clock';
import { type Day, daysLater, nextMonday, sayDate } from '../../../shared/words/days';
import { matches } from '../../../shared/words/matches';
import { countOf } from '../count-of';
import styles from './pickers.module.css';

export interface DuePickerProps {
  todos: readonly Todo[];
  /** @param due a day, YYYY-MM-DD, or null for none */
  onPick: (due: Day | null) => void;
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
export default function DuePicker({ todos, onPick, onClose }: DuePickerProps) {
  const [text, setText] = useState('');
  const first = todos[0]?.due ?? null;
  const [day, setDay] = useState(todos.every(({ due }) => due === first) ? (first ?? '') : '');
  const pick = (due: Day | null) => {
    onClose();
    onPick(due);
  };
  const today = useToday();
  const choices = useMemo(() => usualDays(today), [today]);
  return (
    <PickerWindow title={`Due date of ${countOf(todos)}`} onClose={onClose}>
      <FilterList
        label="Due date"
        placeholder={`${countOf(todos)} due…`}
        text={text}
        onTextChange={setText}
        groups={[{ name: '', items: choices.filter(({ label }) => matches(label, text)) }]}
        renderItem={(choice) => <ChoiceLine choice={choice} />}
        onPick={({ due }) => pick(due)}
        empty="Choose the day below."
      />
      <form
        className={styles.day}
        onSubmit={(event) => {
          event.preventDefault();
          if (day !== '') pick(day);
        }}
      >
        <TextField label="Another day" type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        <Button type="submit" variant="primary">
          Set
        </Button>
      </form>
    </PickerWindow>
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

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });

function usualDays(today: Day): Choice[] {
  const choice = (label: string, due: Day, aside = WEEKDAY.format(Date.parse(due))) => ({
    id: label,
    label,
    due,
    aside,
  });
  const monday = nextMonday(today);
  return [
    choice('Today', today),
    choice('Tomorrow', daysLater(today, 1)),
    choice('Next week', monday, sayDate(monday, today)),
    { id: 'No date', label: 'No date', due: null, aside: '' },
  ];
}
