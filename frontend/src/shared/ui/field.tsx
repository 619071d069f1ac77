import { type ReactNode, useId } from 'react';
import { AlertIcon } from './icons';
import styles from './field.module.css';

export interface FieldText {
  label: string;
  /** Said before anything is typed; an error takes its place. */
  hint?: ReactNode;
  /** What is wrong, and what to do about it. */
  error?: string;
}

/** The attributes that tie a control to its label, hint and error. */
interface FieldControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FieldProps extends FieldText {
  /** Beside the hint, such as the caps-lock note; announced when it appears. */
  status?: ReactNode;
  children: (control: FieldControlProps) => ReactNode;
}

/** A labelled control: the one place where labels, hints and errors are wired. */
export function Field({ label, hint, error, status, children }: FieldProps) {
  const id = useId();
  const described = (error && `${id}-error`) || (hint && `${id}-hint`);
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p className={styles.error} id={`${id}-error`}>
          <AlertIcon size={16} aria-hidden="true" className={styles.icon} />
          <span>{error}</span>
        </p>
      )}
      {hint && !error && (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <output className={styles.status}>{status}</output>
    </div>
  );
}
