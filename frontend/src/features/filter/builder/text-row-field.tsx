import { parseFilter } from '@latch/domain/filters/parse-filter';
import { useId } from 'react';
import { AlertIcon } from '../../../shared/ui/icons';
import { useDelayedText } from '../../../shared/ui/use-delayed-text';
import styles from './builder.module.css';
import { isSameText, type Reading, type TextRow } from './rows';

interface TextRowFieldProps {
  row: TextRow;
  reading: Reading;
  onChange: (text: string) => void;
}

/** A part of a filter as text, with what is wrong with it. */
export function TextRowField({ row, reading, onChange }: TextRowFieldProps) {
  const id = useId();
  const { errors } = parseFilter(row.text, reading);
  const { field } = useDelayedText(row.text, onChange, { isSame: isSameText });
  const error = errors.map(({ message }) => message).join(' ');
  return (
    <div className={styles.value}>
      <input
        {...field}
        type="text"
        className={styles.input}
        aria-label="Part of the filter as text"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? id : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir="auto"
        translate="no"
      />
      {error && (
        <p id={id} className={styles.error}>
          <AlertIcon size={16} aria-hidden="true" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
