import { type KeyboardEvent, useId } from 'react';
import { writingCommand } from '../../shared/keys/writing-command';
import { TextArea } from '../../shared/ui/text-area';
import { type Editing, type TitleHandlers, useTitleEditor } from '../../model/todos/use-title-editor';
import { useFocusAtEnd } from '../../shared/ui/use-focus-at-end';
import styles from './title-editor.module.css';

/** Edits a title in its place. Enter saves, Escape discards, leaving saves; it cannot be emptied. */
export function TitleEditor({ editing, ...handlers }: TitleHandlers & { editing: Editing }) {
  const { draft, problem, write, save, discard, leave } = useTitleEditor(editing, handlers);
  const problemId = useId();
  const field = useFocusAtEnd();

  const onKeyDown = (event: KeyboardEvent) => {
    const command = writingCommand(event);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    if (command === 'discard') discard();
    else save();
  };

  return (
    <div className={styles.editor}>
      <TextArea
        bare
        ref={field}
        label={`Title of ${editing.seen.title}`}
        className={styles.title}
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
