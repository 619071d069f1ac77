import { projectFields } from '@latch/domain/outline-fields';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { writingCommand } from '../keys/key-bindings';
import { tidyName } from '../formatters/tidy-name';
import { TextArea } from './text-area';

interface NameFieldProps {
  label: string;
  name: string;
  /** In characters, where it is not the usual. */
  longest?: number;
  /** @param name null when it is left as it was @param before as it was when writing began */
  onDone: (name: string | null, before: string) => void;
  /** Told of each key. With it, leaving saves nothing: buttons beside the field say what becomes of the text. */
  onWrite?: (text: string) => void;
}

const LONGEST = projectFields.name.most;

/** A name in its place: Enter and leaving save, Escape discards, an empty one leaves it as it was. */
export function NameField({ label, name, longest = LONGEST, onDone, onWrite }: NameFieldProps) {
  const [before] = useState(name);
  const [text, setText] = useState(name);
  const field = useRef<HTMLTextAreaElement>(null);
  const done = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const finish = (keep: boolean) => {
    if (done.current) return;
    done.current = true;
    const tidy = tidyName(text);
    onDone(keep && tidy !== '' && tidy !== before ? tidy : null, before);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const command = writingCommand(event);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    finish(command !== 'discard');
  };
  return (
    <TextArea
      ref={field}
      label={label}
      placeholder={label}
      maxLength={longest}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        onWrite?.(value);
      }}
      onKeyDown={onKeyDown}
      onBlur={() => !onWrite && document.hasFocus() && finish(true)}
    />
  );
}
