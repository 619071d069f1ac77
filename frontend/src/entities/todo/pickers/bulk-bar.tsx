import type { MouseEvent, ReactNode } from 'react';
import { formatSelected } from '../../../model/todos/list-callbacks';
import type { Todo } from '../../../model/todos/todo';
import { useCharacterKeys } from '../../../shared/keys/character-keys';
import { type Command, keysFor } from '../../../shared/keys/key-bindings';
import { ariaKeys } from '../../../shared/keys/strokes';
import { footRoom } from '../../../shared/ui/foot-room';
import { IconButton } from '../../../shared/ui/icon-button';
import { CloseIcon, CompletedIcon, DeleteIcon, DueIcon, LabelIcon, MoreIcon, MoveIcon } from '../../../shared/ui/icons';
import styles from './bulk-bar.module.css';

/** What needs an overlay, which opens beside the button. */
export type BulkOverlay = 'due' | 'labels' | 'move' | 'actions';

export interface BulkBarProps {
  todos: readonly Todo[];
  /** How many of them are folded up. */
  hidden: number;
  onComplete: (completed: boolean) => void;
  onRemove: () => void;
  onOpen: (overlay: BulkOverlay, button: HTMLElement) => void;
  onClear: () => void;
}

const barRoom = footRoom('--bar');
const icon = { size: 20, 'aria-hidden': true } as const;

/** What can be done with all that is selected, at the foot of the window. */
export default function BulkBar({ todos, hidden, onComplete, onRemove, onOpen, onClear }: BulkBarProps) {
  const completed = todos.length > 0 && todos.every((todo) => todo.completedAt !== null);
  const opens = (overlay: BulkOverlay) => (event: MouseEvent<HTMLElement>) => onOpen(overlay, event.currentTarget);
  return (
    <div ref={barRoom} className={styles.bar} role="toolbar" aria-label="Selection">
      <p className={styles.count}>{formatSelected(todos.length, hidden)}</p>
      <BulkAction
        label={completed ? 'Reopen' : 'Complete'}
        command="complete"

        onClick={() => onComplete(!completed)}
      >
        <CompletedIcon {...icon} />
      </BulkAction>
      <BulkAction label="Due date" command="due" onClick={opens('due')}>
        <DueIcon {...icon} />
      </BulkAction>
      <BulkAction label="Labels" command="labels" onClick={opens('labels')}>
        <LabelIcon {...icon} />
      </BulkAction>
      <BulkAction label="Move to" command="move" onClick={opens('move')}>
        <MoveIcon {...icon} />
      </BulkAction>
      <BulkAction label="Delete" command="delete" onClick={onRemove}>
        <DeleteIcon {...icon} />
      </BulkAction>
      <BulkAction label="All actions" command="actions" onClick={opens('actions')}>
        <MoreIcon {...icon} />
      </BulkAction>
      <BulkAction label="Clear selection" command="leave" onClick={onClear}>
        <CloseIcon {...icon} />
      </BulkAction>
    </div>
  );
}

interface BulkActionProps {
  label: string;
  command: Command;
  onClick: (event: MouseEvent<HTMLElement>) => void;
  children: ReactNode;
}

function BulkAction({ label, command, onClick, children }: BulkActionProps) {
  const [characterKeys] = useCharacterKeys();
  return (
    <IconButton label={label} shortcut={ariaKeys(keysFor(command, characterKeys))} onClick={onClick}>
      {children}
    </IconButton>
  );
}
