import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { strokeOf } from '../shared/keys/strokes';

/** From here on there is room for the sidebar beside the page; the same as in app-shell.module.css. */
const WIDE = '(min-width: 900px)';

/** The sidebar as a drawer, where there is no room for it: opened by a button, closed by Escape and by going somewhere. */
export function useDrawer() {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const drawer = useRef<HTMLDivElement>(null);
  const router = useRouter();

  useEffect(() => {
    if (!isOpen) return undefined;
    const link = (selector: string) => drawer.current?.querySelector<HTMLElement>(selector);
    (link('[aria-current="page"]') ?? link('a'))?.focus();
    const shut = () => setOpen(false);
    const onKeyDown = (event: KeyboardEvent) => {
      if (strokeOf(event) !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      shut();
      button.current?.focus();
    };
    const wide = matchMedia(WIDE);
    wide.addEventListener('change', shut);
    document.addEventListener('keydown', onKeyDown);
    const unsubscribe = router.subscribe('onBeforeNavigate', shut);
    return () => {
      wide.removeEventListener('change', shut);
      document.removeEventListener('keydown', onKeyDown);
      unsubscribe();
    };
  }, [isOpen, router]);

  return {
    isOpen,
    button,
    drawer,
    open: () => setOpen(true),
    close: () => {
      setOpen(false);
      button.current?.focus();
    },
  };
}
