import type { Todo } from '../../../model/todos/todo';
import { useCharacterKeys } from '../../../shared/keys/character-keys';
import { IconButton } from '../../../shared/ui/icon-button';
import { EditIcon, MoreIcon } from '../../../shared/ui/icons';
import type { Point } from '../../../model/todos/list-callbacks';
import styles from './todo-row.module.css';

interface RowToolsProps {
  todo: Todo;
  stop: { tabIndex: number; onFocus: () => void };
  onEdit: (todo: Todo) => void;
  onMenu: (todo: Todo, anchor: HTMLElement, at?: Point) => void;
}

/** What a pointer finds at the end of a row; fingers find the actions there, among them editing. */
export function RowTools({ todo, stop, onEdit, onMenu }: RowToolsProps) {
  const [characterKeys] = useCharacterKeys();
  const described = { 'aria-describedby': `title-${todo.id}` };
  return (
    <span className={styles.tools}>
      <IconButton
        label="Edit title"
        className={styles.forPointers}
        shortcut="F2"
        {...described}
        {...stop}
        onClick={() => onEdit(todo)}
      >
        <EditIcon size={18} aria-hidden="true" />
      </IconButton>
      <IconButton
        label="Actions"
        shortcut={characterKeys ? '.' : undefined}
        {...described}
        {...stop}
        onClick={(event) => onMenu(todo, event.currentTarget)}
      >
        <MoreIcon size={20} aria-hidden="true" />
      </IconButton>
    </span>
  );
}
