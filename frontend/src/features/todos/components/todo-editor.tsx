import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { Button } from '../../../shared/ui/button';
import { TextArea } from '../../../shared/ui/text-area';
import { bindingFor } from '../keys';
import { sayWhen } from '../todo-dates';
import { type Editing, type EditorHandlers, useTodoEditor } from '../use-todo-editor';
import styles from './todo-editor.module.css';

type EditorControl = HTMLTextAreaElement | HTMLButtonElement;

/** Edits in place. Enter saves, Escape discards, leaving saves; a title can't be emptied. */
export function TodoEditor({ editing, ...handlers }: EditorHandlers & { editing: Editing }) {
  const editor = useTodoEditor(editing, handlers);
  const { seen, draft, problem } = editor;
  const problemId = useId();
  const field = useFocusAtEnd();

  const onBlur = (event: FocusEvent<EditorControl>) => {
    if (event.currentTarget.form?.contains(event.relatedTarget)) return;
    if (document.hasFocus()) editor.leave();
    else editor.keep();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const binding = bindingFor(event.nativeEvent, ['writing'], false);
    const newLine = event.target !== field.current && event.key === 'Enter' && !binding?.withControl;
    if (!binding || newLine) return;
    event.preventDefault();
    if (binding.command === 'discard') editor.discard();
    else editor.save();
  };

  return (
    <form
      className={styles.editor}
      aria-label={`Edit ${seen.title}`}
      onSubmit={(event) => {
        event.preventDefault();
        editor.save();
      }}
    >
      <TextArea
        bare
        ref={field}
        label="Title"
        className={styles.title}
        dir="auto"
        enterKeyHint="done"
        value={draft.title}
        onChange={(event) => editor.write({ title: event.currentTarget.value })}
        {...{ onKeyDown, onBlur }}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? problemId : undefined}
      />
      <p id={problemId} className={styles.problem} role="alert">
        {problem}
      </p>
      <TextArea
        bare
        label="Notes"
        placeholder="Notes"
        className={styles.notes}
        dir="auto"
        value={draft.notes}
        onChange={(event) => editor.write({ notes: event.currentTarget.value })}
        {...{ onKeyDown, onBlur }}
      />
      <EditorFoot added={seen.createdAt} onDiscard={editor.discard} onBlur={onBlur} />
    </form>
  );
}

interface EditorFootProps {
  /** When the todo was made. ISO 8601. */
  added: string;
  onDiscard: () => void;
  onBlur: (event: FocusEvent<EditorControl>) => void;
}

function EditorFoot({ added, onDiscard, onBlur }: EditorFootProps) {
  return (
    <div className={styles.foot}>
      <span className={styles.when}>Added {sayWhen(added)}</span>
      <span className={styles.buttons}>
        <Button onClick={onDiscard} onBlur={onBlur}>
          Discard
        </Button>
        <Button type="submit" variant="primary" onBlur={onBlur}>
          Save
        </Button>
      </span>
    </div>
  );
}

/** @returns a ref for the field that has the cursor, behind its text, as soon as it is there. */
function useFocusAtEnd() {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const end = field.current?.value.length ?? 0;
    field.current?.focus();
    field.current?.setSelectionRange(end, end);
  }, []);
  return field;
}
