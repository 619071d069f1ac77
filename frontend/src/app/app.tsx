import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
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
  useEffect(() => keepFocusOnceLoaded(router), [router]);
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
function keepFocusOnceLoaded(router: AppRouter): () => void {
  const keeping = loadUntilThere(() => import('./keep-focus')).then(({ keepFocusOn }) => keepFocusOn(router));
  return () => void keeping.then((stop) => stop());
}
