import { useQueryClient } from '@tanstack/react-query';
import { type CSSProperties, type KeyboardEvent, useId } from 'react';
import type { AddTodo } from '../../../entities/todo/quick-add/quick-add-line';
import { useQuickAdd } from '../../../entities/todo/use-quick-add';
import type { Todo } from '../../../model/todos/todo';
import type { TodoActions } from '../../../model/todos/use-todo-actions';
import { syncedReplica } from '../../../replica/synced-replica';
import { writingCommand } from '../../../shared/keys/key-bindings';
import { classNames } from '../../../shared/ui/class-names';
import { AddIcon } from '../../../shared/ui/icons';
import { Latch } from '../../../shared/ui/latch';
import { TextArea } from '../../../shared/ui/text-area';
import styles from './panel.module.css';

interface SubtasksProps {
  userId: string;
  todo: Todo;
  /** At any depth, each below its parent; completed ones, too. */
  subtasks: readonly Todo[];
  actions: TodoActions;
  onOpen: (todoId: string) => void;
}

/** What a todo consists of, and a place to write down more of it. */
export function Subtasks({ userId, todo, subtasks, actions, onOpen }: SubtasksProps) {
  const headingId = useId();
  const depths = depthsOf(todo, subtasks);
  const client = useQueryClient();
  const add: AddTodo = (wanted, drafts) => {
    // As it is now: the one before it may have been added a moment ago.
    const { shown } = syncedReplica(client, userId).replica;
    const last = shown.children(todo.id).findLast(({ completedAt }) => completedAt === null);
    actions.add(last ? { ...wanted, afterId: last.id } : wanted, drafts);
  };
  return (
    <section className={styles.part} aria-labelledby={headingId}>
      <h3 id={headingId}>Subtasks</h3>
      {subtasks.length > 0 && (
        <ul aria-labelledby={headingId}>
          {subtasks.map((subtask) => (
            <li key={subtask.id} className={styles.subtask} style={indent(depths.get(subtask.id) ?? 0)}>
              <Latch
                className={styles.latch}
                checked={subtask.completedAt !== null}
                label={subtask.title}
                onCheckedChange={(checked) => actions.setCompleted(subtask, checked)}
              />
              <button
                type="button"
                className={classNames(styles.subtaskTitle, subtask.completedAt !== null && styles.done)}
                dir="auto"
                translate="no"
                onClick={() => onOpen(subtask.id)}
              >
                {subtask.title}
              </button>
            </li>
          ))}
        </ul>
      )}
      <SubtaskComposer userId={userId} todoId={todo.id} onAdd={add} />
    </section>
  );
}

interface SubtaskComposerProps {
  userId: string;
  todoId: string;
  onAdd: AddTodo;
}

/** Enter adds and is ready for the next one, Escape discards. */
function SubtaskComposer({ userId, todoId, onAdd }: SubtaskComposerProps) {
  const options = { userId, draftName: `subtasks.${todoId}`, place: { parentId: todoId }, onAdd };
  const { draft, write, add, fieldProps, understood } = useQuickAdd(options);
  const onKeyDown = (event: KeyboardEvent) => {
    const command = writingCommand(event);
    if (!command || (command === 'discard' && !draft)) return;
    event.preventDefault();
    if (command === 'discard') write('');
    else add();
  };
  return (
    <div className={styles.composer}>
      <AddIcon size={20} aria-hidden="true" className={styles.sign} />
      <TextArea
        {...fieldProps}
        label="Add a subtask"
        placeholder="Add a subtask"
        className={styles.subtaskField}
        onKeyDown={onKeyDown}
        problemClassName={styles.problem}
      />
      {understood}
    </div>
  );
}

function depthsOf(todo: Todo, subtasks: readonly Todo[]): Map<string, number> {
  const depths = new Map([[todo.id, -1]]);
  for (const { id, parentId } of subtasks) depths.set(id, (depths.get(parentId ?? '') ?? -1) + 1);
  return depths;
}

function indent(depth: number): CSSProperties {
  return { paddingInlineStart: `${Math.min(depth, 4) * 1.5}rem` };
}
