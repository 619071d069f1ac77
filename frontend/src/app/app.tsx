import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { recoverFocus } from '../shared/ui/lost-focus';
import { loadUntilThere, preloadOverlaysOnFirstTouch } from '../shared/ui/overlays';
import { ToastProvider } from '../shared/ui/toast';
import type { AppRouter } from './router';

const Background = lazy(() => loadUntilThere(() => import('./background')));

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
  return (
    <QueryClientProvider client={queryClient}>
      <ToastProvider>
        <RouterProvider router={router} />
        <Suspense fallback={null}>
          <Background router={router} />
        </Suspense>
      </ToastProvider>
    </QueryClientProvider>
  );
}

/** Loaded by itself, and not drawn: it has to be there before the person does something by which the focus goes away. */
function keepFocusOnceLoaded(): () => void {
  const keeping = loadUntilThere(() => import('../shared/ui/focus-guard')).then(({ keepFocus }) => keepFocus());
  return () => void keeping.then((stop) => stop());
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
    // What loses the focus meanwhile, as it goes with the page before, gives it to no neighbour.
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
