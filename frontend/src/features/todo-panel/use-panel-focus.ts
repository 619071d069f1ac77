import { type RefObject, useEffect } from 'react';

/** The focus goes into the panel when it opens, and back to where it was when it closes. */
export function usePanelFocus(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    const element = panel.current;
    element?.focus({ preventScroll: true });
    const uncover = element ? cover(element) : undefined;
    return () => {
      uncover?.();
      const isLost = document.activeElement === document.body || element?.contains(document.activeElement);
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [panel]);
}

/** What a sheet over all of a narrow window covers cannot be reached. @returns how to uncover it */
function cover(panel: HTMLElement): () => void {
  const main = document.getElementById('main');
  if (!main || main.contains(panel)) return () => {};
  const update = () => {
    main.inert = panel.offsetWidth > 0 && panel.offsetWidth >= innerWidth - 1;
  };
  update();
  addEventListener('resize', update);
  return () => {
    removeEventListener('resize', update);
    main.inert = false;
  };
}
