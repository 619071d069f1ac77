import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classNames } from './class-names';
import { Field, type FieldText } from './field';
import styles from './text-field.module.css';

export interface TextFieldProps extends FieldText, Omit<ComponentPropsWithRef<'input'>, 'id'> {
  status?: ReactNode;
  /** Inside the box, at its end: a button as a rule. */
  trailing?: ReactNode;
}

/** One line of text with its label, hint and error. */
export function TextField({ label, hint, error, status, trailing, className, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} status={status}>
      {(control) => (
        <span className={classNames(styles.box, className)}>
          <input type="text" {...input} {...control} className={styles.input} />
          {trailing && <span className={styles.trailing}>{trailing}</span>}
        </span>
      )}
    </Field>
  );
}
