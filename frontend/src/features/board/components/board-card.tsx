import { memo } from 'react';
import { TitleEditor } from '../../../entities/todo/title-editor';
import {
  ActionsButton,
  itemAttributes,
  type TodoItemProps,
  TodoLatch,
  TodoText,
} from '../../../entities/todo/todo-item';
import { TodoMeta } from '../../../entities/todo/todo-meta';
import type { Editing, TitleHandlers } from '../../../model/todos/use-title-editor';
import { classNames } from '../../../shared/ui/class-names';
import type { Card } from '../board-columns';
import styles from './card.module.css';

interface BoardCardProps extends TodoItemProps, TitleHandlers {
  card: Card;
  /** Its title, while that is edited in its place. */
  editing: Editing | null;
  /** Two versions of it wait for a choice, which is made in its panel. */
  conflict: boolean;
}

/** One todo on a board. */
export const BoardCard = memo(function BoardCard(props: BoardCardProps) {
  const { ref, card, index, top, labels, active, selected, open, conflict, editing } = props;
  const { todo, subtasks } = card;
  const stop = { tabIndex: active ? 0 : -1, onFocus: () => props.onActive(todo.id) };
  return (
    // The keys of the board open the same menu.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      ref={ref}
      className={styles.place}
      style={{ transform: `translateY(${top}px)` }}
      {...itemAttributes(todo, index + 1, props)}
      data-drag-card=""
    >
      <div className={classNames(styles.card, selected && styles.selected, open && styles.open)}>
        <TodoLatch {...{ todo, stop }} onSetCompleted={props.onSetCompleted} />
        {editing ? (
          <TitleEditor className={styles.editor} editing={editing} onSave={props.onSave} onClose={props.onClose} />
        ) : (
          <>
            <TodoText {...props} {...{ todo, stop }}>
              <TodoMeta {...{ todo, labels, subtasks }} card />
              {conflict && <span className={styles.conflict}>Also changed on another device: open to choose</span>}
            </TodoText>
            <span className={styles.tools}>
              <ActionsButton {...{ todo, stop }} onMenu={props.onMenu} />
            </span>
          </>
        )}
      </div>
    </li>
  );
});
