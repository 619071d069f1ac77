import { useState } from 'react';
import type { Label } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import type { Todo } from '../../../model/todos/todo';
import { Button } from '../../../shared/ui/button';
import { FilterList } from '../../../shared/ui/filter-list';
import { AddIcon, CheckIcon, RemoveIcon } from '../../../shared/ui/icons';
import { LabelSign } from '../../../shared/ui/mark';
import { PickerPopup } from '../../../shared/ui/picker-popup';
import { matches } from '../../../shared/formatters/matches';
import { tidyName } from '../../../shared/formatters/tidy-name';
import { nameOf } from '../../../model/todos/todo-context';
import { OwnText, Sentence } from '../../../shared/ui/own-text';
import { quote } from '../../../shared/ui/quote';
import styles from './pickers.module.css';

export interface LabelPickerProps {
  userId: string;
  /** As they were when the picker opened. */
  todos: readonly Todo[];
  onChange: (change: { add?: string[]; remove?: string[] }) => void;
  /** Makes a label. @returns its id */
  onCreate: (name: string) => string;
  /** What the picker lies beside. */
  anchor?: HTMLElement | undefined;
  onClose: () => void;
}

interface Choice {
  id: string;
  label: string;
  /** Missing for the one that is yet to be made. */
  known?: Label;
  checked: boolean | 'mixed';
}

/** Chooses the labels of todos, several if need be; a name that is not there yet becomes a new one. */
export default function LabelPicker({ userId, todos, onChange, onCreate, anchor, onClose }: LabelPickerProps) {
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<ReadonlyMap<string, boolean>>(new Map());
  const labels = useOutline(userId)?.labels ?? [];
  const name = tidyName(text);
  const set = (id: string, on: boolean) => {
    setPicked((before) => new Map(before).set(id, on));
    onChange(on ? { add: [id] } : { remove: [id] });
  };
  const toggle = ({ id, known, checked }: Choice) => {
    setText('');
    set(known ? id : onCreate(name), checked !== true);
  };
  const found: Choice[] = labels
    .filter((label) => matches(label.name, text))
    .map((label) => ({
      id: label.id,
      label: label.name,
      known: label,
      checked: picked.get(label.id) ?? checkedOn(todos, label.id),
    }));
  const isNew = name !== '' && !labels.some((label) => label.name.toLowerCase() === name.toLowerCase());
  const choices = isNew ? [...found, { id: 'new', label: name, checked: false }] : found;
  return (
    <PickerPopup title={`Labels of ${nameOf(todos)}`} anchor={anchor} onClose={onClose}>
      <FilterList
        label="Labels"
        placeholder="Find or add a label"
        text={text}
        onTextChange={(typed) => setText(Array.from(typed).slice(0, 60).join(''))}
        groups={[{ name: '', items: choices }]}
        renderItem={(choice) => <ChoiceLine choice={choice} />}
        onPick={toggle}
        empty="No labels yet. Type a name to add one."
      />
      <div className={styles.foot}>
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </PickerPopup>
  );
}

function ChoiceLine({ choice: { label, known, checked } }: { choice: Choice }) {
  if (!known) {
    return (
      <>
        <AddIcon size={20} aria-hidden="true" />
        <span className={styles.name}>
          <Sentence>{`New label ${quote(label)}`}</Sentence>
        </span>
      </>
    );
  }
  const Picture = checked === 'mixed' ? RemoveIcon : CheckIcon;
  return (
    <>
      <span className={styles.box} data-checked={checked !== false || undefined}>
        {checked !== false && <Picture size={14} aria-hidden="true" />}
      </span>
      <LabelSign colour={known.colour} />
      <OwnText className={styles.name}>{label}</OwnText>
    </>
  );
}

/** Whether all of them have it, or some. */
function checkedOn(todos: readonly Todo[], labelId: string): boolean | 'mixed' {
  const count = todos.filter((todo) => todo.labelIds.includes(labelId)).length;
  return count === 0 ? false : count === todos.length || 'mixed';
}
