import { type KeyboardEvent, lazy, Suspense, useId, useRef, useState } from 'react';
import { notesProblem, type Todo } from '../../../model/todos/todo';
import { writingCommand } from '../../../shared/keys/writing-command';
import { Button } from '../../../shared/ui/button';
import { TextArea } from '../../../shared/ui/text-area';
import { useFocusAtEnd } from '../../../shared/ui/use-focus-at-end';
import styles from './panel.module.css';

const Markdown = lazy(() => import('../../../shared/ui/markdown/markdown'));

interface NotesProps {
  todo: Todo;
  onSave: (notes: string) => void;
}

/** Notes as Markdown, and the text of it while they are written. */
export function Notes({ todo, onSave }: NotesProps) {
  const [writing, setWriting] = useState(false);
  const headingId = useId();
  const done = (notes: string | null) => {
    setWriting(false);
    if (notes !== null && notes !== todo.notes) onSave(notes);
  };
  return (
    <section className={styles.part} aria-labelledby={headingId}>
      <div className={styles.partHead}>
        <h3 id={headingId}>Notes</h3>
        {!writing && (
          <Button className={styles.small} onClick={() => setWriting(true)}>
            {todo.notes ? 'Edit notes' : 'Write notes'}
          </Button>
        )}
      </div>
      {writing && <NotesField notes={todo.notes} onDone={done} />}
      {!writing && todo.notes && (
        <Suspense fallback={<p className={styles.plain}>{todo.notes}</p>}>
          <Markdown>{todo.notes}</Markdown>
        </Suspense>
      )}
    </section>
  );
}

interface NotesFieldProps {
  notes: string;
  /** @param notes null when they are left as they were */
  onDone: (notes: string | null) => void;
}

/** Ctrl or ⌘ with Enter saves, and so does leaving; Escape discards. */
function NotesField({ notes, onDone }: NotesFieldProps) {
  const [text, setText] = useState(notes);
  const done = useRef(false);
  const problem = notesProblem(text);
  const problemId = useId();
  const field = useFocusAtEnd();
  const finish = (keep: boolean) => {
    if (done.current || (keep && problem)) return;
    done.current = true;
    onDone(keep ? text : null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const command = writingCommand(event);
    if (command !== 'saveFromNotes' && command !== 'discard') return;
    event.preventDefault();
    finish(command === 'saveFromNotes');
  };
  return (
    <>
      <TextArea
        bare
        ref={field}
        label="Notes"
        placeholder="Notes, in Markdown"
        className={styles.notesField}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => document.hasFocus() && finish(true)}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? problemId : undefined}
      />
      <p id={problemId} className={styles.problem} role="alert">
        {problem}
      </p>
    </>
  );
}
