import type { ComponentPropsWithRef } from 'react';
import styles from './check-field.module.css';
import { CheckIcon } from './icons';

export interface CheckFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'type'> {
  label: string;
}

/** Yes or no, with its label beside it; the whole line can be pressed. */
export function CheckField({ label, ...input }: CheckFieldProps) {
  return (
    <label className={styles.field}>
      <input {...input} type="checkbox" className={styles.input} />
      <span className={styles.box} aria-hidden="true">
        <CheckIcon size={16} />
      </span>
      <span>{label}</span>
    </label>
  );
}
