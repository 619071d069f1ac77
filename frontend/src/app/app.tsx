import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { preloadOverlaysOnFirstTouch } from '../shared/ui/overlays';
import { keepFocus } from '../shared/ui/lost-focus';
import { ToastProvider } from '../shared/ui/toast';
import { focusHeadingAfterNavigation } from './navigation-focus';
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
  useEffect(keepFocus, []);
  return (
    <QueryClientProvider client={queryClient}>
      <ToastProvider>
        <RouterProvider router={router} />
      </ToastProvider>
    </QueryClientProvider>
  );
}
