import { useMemo } from 'react';
import type { Priority, Todo } from '../../../model/todos/todo';
import { useCharacterKeys } from '../../../shared/keys/character-keys';
import { type Command, keysFor } from '../../../shared/keys/key-bindings';
import {
  CompletedIcon,
  DeleteIcon,
  DueIcon,
  EditIcon,
  ForwardIcon,
  LabelIcon,
  MoveIcon,
  ReminderIcon,
  RepeatIcon,
  SearchIcon,
  SelectIcon,
} from '../../../shared/ui/icons';
import MenuList from '../../../shared/ui/menu-list';
import type { MenuEntry } from '../../../shared/ui/overlay-types';
import { nameOf } from '../../../model/todos/todo-context';

/** What the menu of todos can do; what is missing is not in it. */
interface TodoMenuActions {
  open?: () => void;
  complete: (completed: boolean) => void;
  priority: (priority: Priority) => void;
  due: () => void;
  /** For one alone. */
  repeat?: () => void;
  reminders?: () => void;
  /** Where one of them repeats. */
  skip?: () => void;
  labels: () => void;
  move: () => void;
  select?: () => void;
  /** For one on a page that says why. */
  why?: () => void;
  remove: () => void;
}

export interface TodoMenuProps {
  todos: readonly Todo[];
  actions: TodoMenuActions;
  /** What it lies beside, and where the focus goes afterwards. */
  anchor: HTMLElement;
  /** Where the pointer was, in pixels of the window. */
  at?: { x: number; y: number };
  onClose: () => void;
}

const icon = { size: 20, 'aria-hidden': true } as const;
const PRIORITIES = [
  { value: '1', label: 'Priority 1' },
  { value: '2', label: 'Priority 2' },
  { value: '3', label: 'Priority 3' },
  { value: '4', label: 'No priority' },
] as const;

/** Everything that can be done with a todo, or with all that are selected; open for as long as it is there. */
export default function TodoMenu({ todos, actions, anchor, at, onClose }: TodoMenuProps) {
  const [characterKeys] = useCharacterKeys();
  const trigger = useMemo(() => ({ current: anchor }), [anchor]);
  const container = useMemo(() => ({ current: document.querySelector('main') }), []);
  return (
    <MenuList
      id="todo-menu"
      label={`Actions for ${nameOf(todos)}`}
      open
      onOpenChange={(open) => !open && onClose()}
      anchor={container}
      trigger={trigger}
      at={at}
      entries={entriesFor(todos, actions, characterKeys)}
    />
  );
}

function entriesFor(todos: readonly Todo[], actions: TodoMenuActions, characterKeys: boolean): MenuEntry[] {
  const action = (label: string, picture: React.ReactNode, command: Command | undefined, onSelect: () => void) => {
    return {
      kind: 'action' as const,
      label,
      icon: picture,
      shortcut: command && keysFor(command, characterKeys),
      onSelect,
    };
  };
  const { open, select, repeat, reminders, skip, why } = actions;
  const completed = todos.every((todo) => todo.completedAt !== null);
  const first = String(todos[0]?.priority ?? 4);
  const same = todos.every(({ priority }) => String(priority) === first);
  return [
    ...(open ? [action('Open', <EditIcon {...icon} />, 'open', open)] : []),
    action(completed ? 'Reopen' : 'Complete', <CompletedIcon {...icon} />, 'complete', () =>
      actions.complete(!completed),
    ),
    { kind: 'line' },
    action('Due date…', <DueIcon {...icon} />, 'due', actions.due),
    ...(repeat ? [action('Repeats…', <RepeatIcon {...icon} />, 'repeat', repeat)] : []),
    ...(reminders ? [action('Reminders…', <ReminderIcon {...icon} />, undefined, reminders)] : []),
    ...(skip
      ? [action(todos.length === 1 ? 'Skip this date' : 'Skip these dates', <ForwardIcon {...icon} />, undefined, skip)]
      : []),
    action('Labels…', <LabelIcon {...icon} />, 'labels', actions.labels),
    action('Move to…', <MoveIcon {...icon} />, 'move', actions.move),
    ...(select ? [action('Select', <SelectIcon {...icon} />, 'select', select)] : []),
    ...(why ? [action('Why is this here?', <SearchIcon {...icon} />, undefined, why)] : []),
    { kind: 'line' },
    {
      kind: 'choice',
      label: 'Priority',
      value: same ? first : '',
      options: PRIORITIES.map((option) => ({
        ...option,
        shortcut: keysFor(`priority${option.value}`, characterKeys),
      })),
      onChange: (value) => actions.priority(Number(value) as Priority),
    },
    { kind: 'line' },
    { ...action('Delete', <DeleteIcon {...icon} />, 'delete', actions.remove), tone: 'danger' },
  ];
}
