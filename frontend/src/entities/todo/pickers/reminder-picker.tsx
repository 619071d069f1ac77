import { capitalise } from '@latch/domain/field-words';
import { hasTime } from '@latch/domain/dates';
import { formatReminder, MAX_REMINDERS, readReminder } from '@latch/domain/reminders';
import { useState } from 'react';
import type { Todo } from '../../../model/todos/todo';
import { nameOf } from '../../../model/todos/todo-context';
import { matches } from '../../../shared/formatters/matches';
import {
  askForNotifications,
  type ReminderPermission,
  useReminderPermission,
} from '../../../shared/reminders/reminder-permission';
import { announce } from '../../../shared/ui/announcements';
import { Button } from '../../../shared/ui/button';
import { FilterList } from '../../../shared/ui/filter-list';
import { CheckIcon } from '../../../shared/ui/icons';
import { PickerPopup } from '../../../shared/ui/picker-popup';
import styles from './pickers.module.css';

export interface ReminderPickerProps {
  /** As it was when the picker opened. */
  todo: Todo;
  /** @param seen the todo with what was chosen before */
  onChange: (seen: Todo, reminders: number[]) => void;
  /** What the picker lies beside. */
  anchor?: HTMLElement | undefined;
  onClose: () => void;
}

interface Choice {
  id: string;
  label: string;
  minutes: number;
  checked: boolean;
}

/** Minutes before the due time. */
const USUAL = [0, 5, 10, 30, 60, 1440];

/** What becomes of reminders on this device, and what to do about it. */
const WHERE_SHOWN: Record<ReminderPermission, string> = {
  granted: 'This device shows them while Latch is open in any tab.',
  default: 'Allow notifications to see them while you use other pages. Until then they show in the page of Latch.',
  denied:
    'Notifications of Latch are blocked in this browser, so reminders show in the page of Latch. You can allow them in the settings of the browser.',
  unsupported: 'This browser shows no notifications of Latch, so reminders show in its page.',
};

/** Chooses when somebody is reminded of a todo: some of the usual times, or any that is typed. */
export default function ReminderPicker({ todo, onChange, anchor, onClose }: ReminderPickerProps) {
  const [text, setText] = useState('');
  const [chosen, choose] = useState<readonly number[]>(todo.reminders);
  const permission = useReminderPermission();
  const isFull = chosen.length >= MAX_REMINDERS;
  const toggle = ({ minutes, checked }: Choice) => {
    if (!checked && isFull) return announce(FULL);
    // Within the press, without which no browser asks.
    if (!checked) void askForNotifications();
    const others = chosen.filter((one) => one !== minutes);
    const next = checked ? others : [...others, minutes].sort((a, b) => a - b);
    setText('');
    choose(next);
    onChange({ ...todo, reminders: [...chosen] }, next);
  };
  return (
    <PickerPopup title={`Reminders of ${nameOf([todo])}`} anchor={anchor} onClose={onClose}>
      <FilterList
        label="Reminders"
        placeholder="45 min, 2 hours, 3 days…"
        text={text}
        onTextChange={setText}
        groups={[{ name: '', items: choicesFor(text, chosen) }]}
        renderItem={(choice) => <ChoiceLine choice={choice} />}
        onPick={toggle}
        empty="Type how long before: “45 min”, “2 hours” or “3 days”, at most 4 weeks."
      />
      <div className={styles.notes}>
        {isFull && <p>{FULL}</p>}
        {!hasTime(todo.due) && (
          <p>This todo has no due time, so nothing reminds you of it yet. Give its due date a time.</p>
        )}
        <p>{WHERE_SHOWN[permission]}</p>
      </div>
      <div className={styles.foot}>
        {permission === 'default' && <Button onClick={() => void askForNotifications()}>Allow notifications</Button>}
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </PickerPopup>
  );
}

const FULL = `A todo has at most ${MAX_REMINDERS} reminders.`;

function ChoiceLine({ choice: { label, checked } }: { choice: Choice }) {
  return (
    <>
      <span className={styles.box} data-checked={checked || undefined}>
        {checked && <CheckIcon size={14} aria-hidden="true" />}
      </span>
      <span className={styles.name}>{label}</span>
    </>
  );
}

/** The usual ones and those that are chosen, or of them what matches; first what was typed. */
function choicesFor(text: string, chosen: readonly number[]): Choice[] {
  const typed = readReminder(text);
  const all = [...new Set([...USUAL, ...chosen])].sort((a, b) => a - b);
  const found = all.filter((minutes) => minutes === typed || matches(formatReminder(minutes), text));
  const rest = found.filter((minutes) => minutes !== typed);
  return (typed === undefined ? rest : [typed, ...rest]).map((minutes) => ({
    id: String(minutes),
    label: capitalise(formatReminder(minutes)),
    minutes,
    checked: chosen.includes(minutes),
  }));
}
