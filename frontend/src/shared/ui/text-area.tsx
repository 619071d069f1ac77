import type { ComponentPropsWithRef } from 'react';
import { classNames } from './class-names';
import { Field } from './field';
import styles from './text-area.module.css';

export interface TextAreaProps extends Omit<ComponentPropsWithRef<'textarea'>, 'id'> {
  label: string;
  hint?: string;
  error?: string;
  /** For editing in place: no box, and the label is said but not shown. */
  bare?: boolean;
}

/** Several lines of text; grows with them. */
export function TextArea({ label, hint, error, bare, className, ...rest }: TextAreaProps) {
  if (bare) {
    return (
      <textarea rows={1} {...rest} aria-label={label} className={classNames(styles.area, styles.bare, className)} />
    );
  }
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <textarea rows={3} {...rest} {...control} className={classNames(styles.area, className)} />}
    </Field>
  );
}
