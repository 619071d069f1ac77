import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { createQueryClient } from '../shared/api/query-client';
import { preloadOverlaysOnFirstTouch } from '../shared/ui/overlays';
import { ToastProvider } from '../shared/ui/toast';
import { focusHeadingAfterNavigation } from './navigation-focus';
import { createAppRouter } from './router';

/** Everything the browser shows. */
export function App() {
  const [queryClient] = useState(createQueryClient);
  const [router] = useState(() => createAppRouter(queryClient));
  useEffect(preloadOverlaysOnFirstTouch, []);
  useEffect(() => focusHeadingAfterNavigation(router), [router]);
  return (
    <QueryClientProvider client={queryClient}>
      <ToastProvider>
        <RouterProvider router={router} />
      </ToastProvider>
    </QueryClientProvider>
  );
}
