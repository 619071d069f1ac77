import type { KeyboardEvent } from 'react';
import { writingCommand } from '../../shared/keys/key-bindings';
import { TextArea } from '../../shared/ui/text-area';
import { type Editing, type TitleHandlers, useTitleEditor } from '../../model/todos/use-title-editor';
import { useFocusAtEnd } from '../../shared/ui/use-focus-at-end';
import styles from './title-editor.module.css';

export interface TitleEditorProps extends TitleHandlers {
  editing: Editing;
  /** The title's own by default. */
  label?: string;
  /** Of what the text and its problem stand in; a row's by default. */
  className?: string;
}

/** Edits a title in its place. Enter saves, Escape discards, leaving saves; it cannot be emptied. */
export function TitleEditor({ editing, label, className, ...handlers }: TitleEditorProps) {
  const { draft, problem, write, save, discard, leave } = useTitleEditor(editing, handlers);
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
    <div className={className ?? styles.row}>
      <TextArea
        ref={field}
        label={label ?? `Title of ${editing.seen.title}`}
        enterKeyHint="done"
        value={draft}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => document.hasFocus() && leave()}
        problem={problem}
      />
    </div>
  );
}
