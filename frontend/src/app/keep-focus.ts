import { keepFocus } from '../shared/ui/focus-guard';
import { recoverFocus } from '../shared/ui/lost-focus';
import type { AppRouter } from './router';

/** Moves the focus when the focused element goes away, and to the heading after a navigation. @returns how to stop */
export function keepFocusOn(router: AppRouter): () => void {
  const stops = [keepFocus(), focusHeadingAfterNavigation(router)];
  return () => stops.forEach((stop) => stop());
}

/**
 * After a move to another page the focus goes to its heading, so that a screen reader says where one is and Tab starts at
 * the top. The first page keeps the browser's own focus, and so does a page that puts it somewhere itself.
 * @returns how to stop
 */
function focusHeadingAfterNavigation(router: AppRouter): () => void {
  let isMoving = false;
  const stops = [
    router.subscribe('onBeforeNavigate', ({ pathChanged }) => void (isMoving = pathChanged)),
    // While another page opens, elements of the old one go away: their neighbours must not get the focus.
    recoverFocus(() => isMoving),
    router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
      isMoving = false;
      if (!fromLocation || !pathChanged) return;
      const { activeElement } = document;
      if (activeElement && activeElement !== document.body) return;
      document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
