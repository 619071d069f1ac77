import type { AppRouter } from './router';

/**
 * After a move to another page the focus goes to its heading, so that a screen reader says where one is and Tab starts at
 * the top. The first page keeps the browser's own focus, and so does a page that puts it somewhere itself.
 * @returns how to stop
 */
export function focusHeadingAfterNavigation(router: AppRouter): () => void {
  return router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    if (!fromLocation || !pathChanged) return;
    const { activeElement } = document;
    if (activeElement && activeElement !== document.body) return;
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  });
}
