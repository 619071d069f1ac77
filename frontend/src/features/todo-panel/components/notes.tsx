import {
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  Suspense,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { baseOf, type KeptNotes, readKeptNotes } from '../../../model/todos/kept-notes';
import { NotesAutosave, type SaveNotes } from '../../../model/todos/notes-autosave';
import { notesProblem } from '../../../model/todos/notes-problem';
import type { Todo } from '../../../model/todos/todo';
import { holdNotes } from '../../../model/todos/use-kept-notes';
import { writingCommand } from '../../../shared/keys/key-bindings';
import { announce } from '../../../shared/ui/announcements';
import { Button } from '../../../shared/ui/button';
import { loadUntilThere } from '../../../shared/ui/overlays';
import { TextArea } from '../../../shared/ui/text-area';
import { useFocusAtEnd } from '../../../shared/ui/use-focus-at-end';
import styles from './panel.module.css';

// Until it is there, and for good where it cannot be, notes are shown as they were typed.
const Markdown = lazy(() => loadUntilThere(() => import('../../../shared/ui/markdown/markdown')));

interface NotesProps {
  userId: string;
  todo: Todo;
  onSave: SaveNotes;
}

/** Notes as Markdown, and the text of it while they are written. */
export function Notes({ userId, todo, onSave }: NotesProps) {
  const [writing, setWriting] = useState(() => isUnsendable(readKeptNotes(userId, todo.id)));
  const area = useRef<HTMLButtonElement>(null);
  const returns = useRef(false);
  const headingId = useId();
  const empty = todo.notes === '';
  // Also when the notes themselves come a moment later, and another button with them.
  useLayoutEffect(() => {
    if (returns.current && !writing && document.activeElement === document.body) area.current?.focus();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- with the first notes comes another button
  }, [writing, empty]);
  const leave = (stay: boolean) => {
    returns.current = stay;
    setWriting(false);
  };
  const write = () => setWriting(true);
  return (
    <section className={styles.part} aria-labelledby={headingId}>
      <div className={styles.partHead}>
        <h3 id={headingId}>Notes</h3>
        {!writing && !empty && (
          <Button ref={area} className={styles.small} onClick={write}>
            Edit notes
          </Button>
        )}
      </div>
      {writing && <NotesField {...{ userId, todo, onSave }} onLeave={leave} />}
      {!writing && !empty && (
        // The same as "Edit notes", for the mouse.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
        <div className={styles.writtenNotes} onClick={(event) => isOnText(event) && write()}>
          <Suspense fallback={<PlainNotes notes={todo.notes} />}>
            <Markdown>{todo.notes}</Markdown>
          </Suspense>
        </div>
      )}
      {!writing && empty && (
        <button ref={area} type="button" className={styles.emptyNotes} onClick={write}>
          Write notes
        </button>
      )}
    </section>
  );
}

function PlainNotes({ notes }: { notes: string }) {
  return (
    <p className={styles.plain} dir="auto" translate="no">
      {notes}
    </p>
  );
}

/** Not on a link, and not to select some of it. */
function isOnText({ target }: MouseEvent): boolean {
  return !(target as Element).closest('a, summary, input') && getSelection()?.isCollapsed !== false;
}

/** Only the person can go on with them. */
function isUnsendable(kept: KeptNotes | null): boolean {
  return kept !== null && (kept.refused === true || notesProblem(kept.text) !== null);
}

interface NotesFieldProps extends NotesProps {
  /** @param stay when the focus does not go anywhere else by itself */
  onLeave: (stay: boolean) => void;
}

/** Saves itself: after a pause, and on leaving in whichever way. It begins with what was written before and not sent yet. */
function NotesField({ userId, todo, onSave, onLeave }: NotesFieldProps) {
  const [kept] = useState(() => readKeptNotes(userId, todo.id));
  const [text, setText] = useState(kept?.text ?? todo.notes);
  const [opened] = useState(todo.notes);
  const [autosave] = useState(() => {
    const seen = kept ? { ...todo, notes: baseOf(kept, todo.notes) } : todo;
    return new NotesAutosave(userId, seen, onSave, text);
  });
  const left = useRef(false);
  const problem = notesProblem(text);
  const field = useFocusAtEnd();
  useSavedOnLeaving(autosave, todo.id);
  const write = (next: string) => {
    setText(next);
    autosave.write(next);
  };
  const finish = (stay: boolean): boolean => {
    if (left.current || !autosave.finish()) return left.current;
    left.current = true;
    if (text !== opened) announce('Notes kept.');
    onLeave(stay);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const command = writingCommand(event);
    if (command !== 'saveFromNotes' && command !== 'discard') return;
    // Notes that cannot be saved stay open, and Escape closes the panel: they are there when it is opened again.
    if (finish(true) || command === 'saveFromNotes') event.preventDefault();
  };
  return (
    <>
      <TextArea
        ref={field}
        label="Notes"
        placeholder="Notes, in Markdown"
        className={styles.notesField}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => (document.hasFocus() ? finish(false) : autosave.finish())}
        problem={problem}
      />
    </>
  );
}

/** Also by Back, by a link, by another app coming to the front, and by closing the page. */
function useSavedOnLeaving(autosave: NotesAutosave, todoId: string): void {
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const finish = () => void autosave.finish();
    const finishHidden = () => void (document.visibilityState === 'hidden' && autosave.finish());
    addEventListener('pagehide', finish, { signal });
    document.addEventListener('visibilitychange', finishHidden, { signal });
    const release = holdNotes(todoId);
    return () => {
      leaving.abort();
      release();
      autosave.finish();
    };
  }, [autosave, todoId]);
}
