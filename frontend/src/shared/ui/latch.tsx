import type { ComponentPropsWithRef } from 'react';
import { classNames } from './class-names';
import { LatchMark } from './latch-mark';
import styles from './latch.module.css';

export interface LatchProps extends Omit<
  ComponentPropsWithRef<'input'>,
  'type' | 'checked' | 'onChange' | 'aria-label'
> {
  /** Shut, that is completed. */
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  /** What is completed by it; its accessible name. */
  label: string;
}

/** Completes and reopens: a checkbox that is a small latch. */
export function Latch({ checked, onCheckedChange, label, className, ...rest }: LatchProps) {
  return (
    <span className={classNames(styles.latch, className)}>
      <input
        {...rest}
        className={styles.input}
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={(event) => onCheckedChange(event.currentTarget.checked)}
      />
      <LatchMark closed={checked} />
    </span>
  );
}
