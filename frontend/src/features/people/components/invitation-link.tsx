import { useRef, useState } from 'react';
import { Button } from '../../../shared/ui/button';
import { TextField } from '../../../shared/ui/text-field';
import styles from './people.module.css';

/** A link to hand over: copied at a press, or by hand where the browser does not let a page copy. */
export function InvitationLink({ email, link }: { email: string; link: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [said, say] = useState('');
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(link);
      say('Copied.');
    } catch {
      say('It is selected: copy it by hand.');
    }
  };
  return (
    <div className={styles.form}>
      <TextField
        ref={field}
        label={`Link for ${email}`}
        value={link}
        readOnly
        status={said}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div>
        <Button onClick={() => void copy()}>Copy link</Button>
      </div>
    </div>
  );
}
