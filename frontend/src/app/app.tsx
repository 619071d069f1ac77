import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { loadUntilThere, preloadOverlaysOnFirstTouch } from '../shared/ui/overlays';
import { ToastProvider } from '../shared/ui/toast';
import { focusHeadingAfterNavigation } from './navigation-focus';
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
