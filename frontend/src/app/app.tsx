import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { loadUntilThere, preloadOverlaysOnFirstTouch } from '../shared/ui/overlays';
import { ToastProvider } from '../shared/ui/toast';
import { preloadErrorPage } from './lazy-pages';
import type { AppRouter } from './router';

interface AppProps {
  queryClient: QueryClient;
  /** With the same `queryClient`. */
  router: AppRouter;
}

/** Everything the browser shows. */
export function App({ queryClient, router }: AppProps) {
  useEffect(preloadOverlaysOnFirstTouch, []);
  useEffect(() => focusHeadingAfterNavigation(router), [router]);
  useEffect(keepFocusOnceLoaded, []);
  useEffect(preloadErrorPage, []);
  return (
    <QueryClientProvider client={queryClient}>
      <ToastProvider>
        <RouterProvider router={router} />
      </ToastProvider>
    </QueryClientProvider>
  );
}

/** Kept out of the first load: nothing that has the focus goes away before the person did something. */
function keepFocusOnceLoaded(): () => void {
  let stop: (() => void) | undefined;
  let stopped = false;
  const start = ({ keepFocus }: typeof import('../shared/ui/focus-guard')) => {
    if (!stopped) stop = keepFocus();
  };
  void loadUntilThere(() => import('../shared/ui/focus-guard')).then(start);
  return () => {
    stopped = true;
    stop?.();
  };
}

/**
 * After a move to another page the focus goes to its heading, so that a screen reader says where one is and Tab starts at
 * the top. The first page keeps the browser's own focus, and so does a page that puts it somewhere itself.
 * @returns how to stop
 */
function focusHeadingAfterNavigation(router: AppRouter): () => void {
  return router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    if (!fromLocation || !pathChanged) return;
    const { activeElement } = document;
    if (activeElement && activeElement !== document.body) return;
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  });
}
