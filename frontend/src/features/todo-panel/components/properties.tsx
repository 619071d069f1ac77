import type { Settable } from '@latch/domain/fields';
import { calledOf, capitalise } from '@latch/domain/field-words';
import { wordsOf } from '@latch/domain/recurrence-words';
import { hasTime } from '@latch/domain/dates';
import { formatReminders } from '@latch/domain/reminders';
import { todoFields } from '@latch/domain/todo-fields';
import { type ReactNode, useId } from 'react';
import type { Outline } from '../../../model/outline/outline';
import type { ActionKind } from '../../../model/todos/list-callbacks';
import type { DateName, Priority, Todo } from '../../../model/todos/todo';
import { nextDatesOf } from '../../../model/todos/repetition';
import type { TodoActions } from '../../../model/todos/use-todo-actions';
import { useToday } from '../../../shared/formatters/clock';
import { formatDateInFull } from '../../../shared/formatters/dates';
import { Button } from '../../../shared/ui/button';
import { InboxIcon } from '../../../shared/ui/icons';
import { LabelSign, Mark } from '../../../shared/ui/mark';
import { OwnText } from '../../../shared/ui/own-text';
import { SegmentedControl } from '../../../shared/ui/segmented-control';
import styles from './panel.module.css';

export interface TodoPanelProps {
  userId: string;
  todoId: string;
  onClose: () => void;
  /** The todo was deleted here. */
  onGone: () => void;
  onOpen: (todoId: string) => void;
  /** Asks the page for a picker. @param anchor what the focus returns to */
  onAction: (kind: Exclude<ActionKind, 'actions'>, todos: readonly Todo[], anchor: HTMLElement) => void;
}

export type PropertyName = Exclude<keyof Settable<typeof todoFields>, 'title' | 'notes'>;

interface PropertiesProps {
  todo: Todo;
  outline: Outline | undefined;
  actions: TodoActions;
  onAction: TodoPanelProps['onAction'];
}

const PRIORITIES = [
  { value: '1', label: 'P1' },
  { value: '2', label: 'P2' },
  { value: '3', label: 'P3' },
  { value: '4', label: 'None' },
] as const;

/** A row for every field but those that have their own places; and where the todo is. In this order. */
const ROWS: Record<'place' | PropertyName, (props: PropertiesProps) => ReactNode> = {
  place: Place,
  start: dateOf('start'),
  due: dateOf('due'),
  deadline: dateOf('deadline'),
  recurrence: Repeats,
  reminders: Reminders,
  labelIds: Labels,
  priority: PriorityChoice,
};

/** What is known of a todo besides its text, each changed by pressing it. */
export function Properties(props: PropertiesProps) {
  return (
    <dl className={styles.properties}>
      {Object.entries(ROWS).map(([name, Row]) => (
        <Row key={name} {...props} />
      ))}
    </dl>
  );
}

function Place({ todo, outline, onAction }: PropertiesProps) {
  const project = outline?.projects.find(({ id }) => id === todo.projectId);
  const section = outline?.sections.find(({ id }) => id === todo.sectionId);
  return (
    <Property name="Project" onPress={(anchor) => onAction('move', [todo], anchor)}>
      {project?.inbox && <InboxIcon size={16} aria-hidden="true" />}
      {project && !project.inbox && <Mark colour={project.colour} />}
      <OwnText>{[project?.name, section?.name].filter(Boolean).join(' / ') || '…'}</OwnText>
    </Property>
  );
}

function dateOf(name: DateName) {
  const called = capitalise(calledOf(name, todoFields[name]));
  return function DateProperty({ todo, onAction }: PropertiesProps) {
    const today = useToday();
    const date = todo[name];
    return (
      <Property name={called} onPress={(anchor) => onAction(name, [todo], anchor)}>
        {date ? formatDateInFull(date, today) : 'None'}
      </Property>
    );
  };
}

function Repeats({ todo, actions, onAction }: PropertiesProps) {
  const { recurrence } = todo;
  return (
    <>
      <Property name="Repeats" onPress={(anchor) => onAction('repeat', [todo], anchor)}>
        {recurrence ? capitalise(wordsOf(recurrence)) : 'No'}
      </Property>
      {nextDatesOf(todo) && (
        <div className={styles.property}>
          <dt />
          <dd>
            <Button onClick={() => actions.skip(todo)}>Skip this date</Button>
          </dd>
        </div>
      )}
    </>
  );
}

function Reminders({ todo, onAction }: PropertiesProps) {
  const { due, reminders } = todo;
  const said = `${capitalise(formatReminders(reminders))}${hasTime(due) ? '' : ' (no due time)'}`;
  return (
    <Property name="Reminders" onPress={(anchor) => onAction('reminders', [todo], anchor)}>
      {reminders.length === 0 ? 'None' : said}
    </Property>
  );
}

function Labels({ todo, outline, onAction }: PropertiesProps) {
  const labels = outline?.labels.filter(({ id }) => todo.labelIds.includes(id)) ?? [];
  return (
    <Property name="Labels" onPress={(anchor) => onAction('labels', [todo], anchor)}>
      {labels.length === 0 && <span>None</span>}
      {labels.map(({ id, name, colour }) => (
        <span key={id} className={styles.label}>
          <LabelSign colour={colour} />
          <OwnText>{name}</OwnText>
        </span>
      ))}
    </Property>
  );
}

function PriorityChoice({ todo, actions }: PropertiesProps) {
  return (
    <div className={styles.property}>
      <dt>Priority</dt>
      <dd>
        <SegmentedControl
          label="Priority"
          options={PRIORITIES}
          value={`${todo.priority as Priority}`}
          onChange={(value) => actions.setPriority(todo, Number(value) as Priority)}
        />
      </dd>
    </div>
  );
}

interface PropertyProps {
  name: string;
  onPress: (anchor: HTMLElement) => void;
  children: ReactNode;
}

function Property({ name, onPress, children }: PropertyProps) {
  const id = useId();
  return (
    <div className={styles.property}>
      <dt id={`${id}-name`}>{name}</dt>
      <dd>
        <button
          type="button"
          id={id}
          aria-labelledby={`${id}-name ${id}`}
          className={styles.value}
          aria-haspopup="dialog"
          onClick={(event) => onPress(event.currentTarget)}
        >
          {children}
        </button>
      </dd>
    </div>
  );
}
