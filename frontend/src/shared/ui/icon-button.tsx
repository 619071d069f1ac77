import { type ComponentPropsWithRef, type KeyboardEvent, useState } from 'react';
import { classNames } from './class-names';
import styles from './icon-button.module.css';
import { Kbd } from './kbd';

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'aria-label'> {
  /** What it does; its accessible name and its tooltip. */
  label: string;
  /** The key that does the same, as in `aria-keyshortcuts`; shown in the tooltip. */
  shortcut?: string;
}

/** A button that is a picture alone. The tooltip repeats the name for the eye, on hover and on keyboard focus. */
export function IconButton({ label, shortcut, className, children, onKeyDown, ...rest }: IconButtonProps) {
  const [dismissed, setDismissed] = useState(false);
  const dismissOnEscape = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.key === 'Escape') setDismissed(true);
    onKeyDown?.(event);
  };
  const allow = () => setDismissed(false);
  return (
    <span className={styles.anchor} onPointerLeave={allow} onBlur={allow}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-keyshortcuts={shortcut}
        className={classNames(styles.button, className)}
        onKeyDown={dismissOnEscape}
      >
        {children}
      </button>
      {!dismissed && (
        <span className={styles.tooltip} aria-hidden="true">
          <span>{label}</span>
          {shortcut && <Kbd keys={shortcut} />}
        </span>
      )}
    </span>
  );
}
