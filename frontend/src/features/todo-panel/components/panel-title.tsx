import { useState } from 'react';
import { TitleEditor } from '../../../entities/todo/title-editor';
import type { Todo } from '../../../model/todos/todo';
import type { TodoActions } from '../../../model/todos/use-todo-actions';
import { Latch } from '../../../shared/ui/latch';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import { OwnText } from '../../../shared/ui/own-text';
import styles from './panel.module.css';

interface PanelTitleProps {
  todo: Todo;
  actions: TodoActions;
}

/** The latch and the title, which is edited where it stands: Enter and leaving save, Escape discards. */
export function PanelTitle({ todo, actions }: PanelTitleProps) {
  const [seen, setSeen] = useState<Todo | null>(null);
  return (
    <div className={styles.title}>
      <Latch
        checked={todo.completedAt !== null}
        label={todo.title}
        onCheckedChange={(checked) => actions.setCompleted(todo, checked)}
      />
      {seen ? (
        <div>
          <h2>
            <VisuallyHidden>
              <OwnText>{seen.title}</OwnText>
            </VisuallyHidden>
          </h2>
          <TitleEditor
            key={seen.id}
            label="Title"
            className={styles.field}
            editing={{ seen, text: seen.title }}
            onSave={(of, title) => actions.edit(of, { title })}
            onClose={() => setSeen(null)}
          />
        </div>
      ) : (
        <h2 className={styles.heading}>
          <button type="button" className={styles.rename} dir="auto" translate="no" onClick={() => setSeen(todo)}>
            {todo.title}
          </button>
        </h2>
      )}
    </div>
  );
}
