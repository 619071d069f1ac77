import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../../shared/ui/button';
import { TextField } from '../../../shared/ui/text-field';
import { tidyName } from '../../../shared/formatters/tidy-name';
import { LONGEST_NAME } from '../api/passkeys';
import styles from './passkeys.module.css';

interface AddPasskeyFormProps {
  suggestedName: string;
  busy: boolean;
  onAdd: (name: string) => void;
  onCancel: () => void;
}

/** What a new passkey is called; the rest is the browser's to ask. */
export function AddPasskeyForm({ suggestedName, busy, onAdd, onCancel }: AddPasskeyFormProps) {
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = tidyName(field.current?.value ?? '');
    setError(name ? undefined : 'Give the passkey a name.');
    if (name && !busy) onAdd(name);
    else field.current?.focus();
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <TextField
        ref={field}
        label="Name of the passkey"
        name="name"
        autoComplete="off"
        maxLength={LONGEST_NAME}
        defaultValue={suggestedName}
        error={error}
        hint="A name to recognise it by. Your browser asks next where to save it."
      />
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" loading={busy}>
          Continue
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
