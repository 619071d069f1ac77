import type { ComponentPropsWithRef } from 'react';
import { Field, type FieldText } from './field';
import styles from './text-field.module.css';

export interface SelectFieldProps extends FieldText, Omit<ComponentPropsWithRef<'select'>, 'id' | 'onChange'> {
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** One of many, as the browser lets one choose. */
export function SelectField({ label, hint, error, options, onChange, ...select }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <span className={styles.box}>
          <select
            {...select}
            {...control}
            className={styles.input}
            onChange={(event) => onChange(event.currentTarget.value)}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}
