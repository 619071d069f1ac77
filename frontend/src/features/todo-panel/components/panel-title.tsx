import { type KeyboardEvent, useId, useState } from 'react';
import type { Todo } from '../../../model/todos/todo';
import type { TodoActions } from '../../../model/todos/use-todo-actions';
import { useTitleEditor } from '../../../model/todos/use-title-editor';
import { writingCommand } from '../../../shared/keys/writing-command';
import { Latch } from '../../../shared/ui/latch';
import { TextArea } from '../../../shared/ui/text-area';
import { useFocusAtEnd } from '../../../shared/ui/use-focus-at-end';
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
  const done = () => setSeen(null);
  return (
    <div className={styles.title}>
      <Latch
        checked={todo.completedAt !== null}
        label={todo.title}
        onCheckedChange={(checked) => actions.setCompleted(todo, checked)}
      />
      {seen ? (
        <TitleField key={seen.id} seen={seen} onSave={(title) => actions.edit(seen, { title })} onDone={done} />
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

interface TitleFieldProps {
  seen: Todo;
  onSave: (title: string) => void;
  onDone: () => void;
}

function TitleField({ seen, onSave, onDone }: TitleFieldProps) {
  const handlers = { onSave: (_seen: Todo, title: string) => onSave(title), onClose: onDone };
  const { draft, problem, write, save, discard, leave } = useTitleEditor({ seen, text: seen.title }, handlers);
  const problemId = useId();
  const field = useFocusAtEnd();
  const onKeyDown = (event: KeyboardEvent) => {
    const command = writingCommand(event);
    if (!command) return;
    event.preventDefault();
    if (command === 'discard') discard();
    else save();
  };
  return (
    <div className={styles.field}>
      <h2>
        <VisuallyHidden>
          <OwnText>{seen.title}</OwnText>
        </VisuallyHidden>
      </h2>
      <TextArea
        bare
        ref={field}
        label="Title"
        className={styles.titleField}
        dir="auto"
        enterKeyHint="done"
        value={draft}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => document.hasFocus() && leave()}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? problemId : undefined}
      />
      <p id={problemId} className={styles.problem} role="alert">
        {problem}
      </p>
    </div>
  );
}
