import { type ReactNode, Suspense, useId, useRef, useState } from 'react';
import { classNames } from './class-names';
import styles from './menu.module.css';
import { OverlayFallback } from './overlay-fallback';
import type { MenuListProps } from './overlay-types';

export interface MenuButtonProps {
  /** The trigger's accessible name. */
  label: string;
  /** What the trigger shows. */
  children: ReactNode;
  className?: string;
  /** Fetches the list; called when the pointer or the focus comes near. */
  prefetch: () => Promise<unknown>;
  /** The list, which may still have to be loaded; stays from when it is first opened. */
  renderList: (menu: Omit<MenuListProps, 'entries'>) => ReactNode;
}

/** The button of a menu. */
export function MenuButton({ label, children, className, prefetch, renderList }: MenuButtonProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const comeNear = () => void prefetch().catch(() => undefined);
  const show = () => {
    setWasOpen(true);
    setOpen(true);
  };
  return (
    <span ref={anchor} className={styles.anchor}>
      <button
        ref={trigger}
        type="button"
        className={classNames(styles.trigger, className)}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onPointerEnter={comeNear}
        onFocus={comeNear}
        onClick={show}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          show();
        }}
      >
        {children}
      </button>
      {wasOpen && (
        <Suspense fallback={open && <OverlayFallback onCancel={() => setOpen(false)} />}>
          {renderList({ id, label, open, anchor, trigger, onOpenChange: setOpen })}
        </Suspense>
      )}
    </span>
  );
}
