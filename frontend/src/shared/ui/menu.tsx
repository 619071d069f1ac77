import { type ReactNode, Suspense, useId, useRef, useState } from 'react';
import { classNames } from './class-names';
import styles from './menu.module.css';
import type { MenuEntry } from './overlay-types';
import { lazyOverlay, loadOverlay } from './overlays';

export interface MenuProps {
  /** The trigger's accessible name. */
  label: string;
  /** What the trigger shows. */
  children: ReactNode;
  entries: readonly MenuEntry[];
  className?: string;
}

const MenuList = lazyOverlay(loadOverlay.menu);

/** A button that opens a list of things to do. The list is fetched when the pointer or the focus first comes near. */
export function Menu({ label, children, entries, className }: MenuProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const prefetch = () => void loadOverlay.menu().catch(() => undefined);
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
        onPointerEnter={prefetch}
        onFocus={prefetch}
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
        <Suspense fallback={null}>
          <MenuList {...{ id, label, open, anchor, trigger, entries }} onOpenChange={setOpen} />
        </Suspense>
      )}
    </span>
  );
}
