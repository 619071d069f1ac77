import type { ComponentPropsWithRef, MouseEvent } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names';

const variants = { primary: styles.primary, quiet: styles.quiet, danger: styles.danger };

export type ButtonVariant = keyof typeof variants;

/** The look of a button, for what must be a link. */
export function buttonClassName(variant: ButtonVariant = 'quiet', wide = false): string {
  return classNames(styles.button, variants[variant], wide && styles.wide);
}

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  variant?: ButtonVariant;
  /** Takes the whole width it is given. */
  wide?: boolean;
  /** At work: keeps its width and the focus, and takes no second press. */
  loading?: boolean;
}

/** Does something. One `primary` per view at most. */
export function Button({ variant, wide, loading, className, children, onClick, ...rest }: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (loading) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      className={classNames(buttonClassName(variant, wide), className)}
      aria-disabled={loading || undefined}
      aria-busy={loading || undefined}
      onClick={press}
    >
      <span className={styles.label}>{children}</span>
      {loading && <span className={styles.working} aria-hidden="true" />}
    </button>
  );
}
