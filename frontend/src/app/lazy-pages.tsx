import type { ErrorComponentProps } from '@tanstack/react-router';
import { Suspense } from 'react';
import { lazyOverlay } from '../shared/ui/overlays';

const loadErrorPage = () => import('./error-page');
const LoadedErrorPage = lazyOverlay(loadErrorPage);
const LoadedNotFoundPage = lazyOverlay(() => import('./not-found-page'));

/** Behind the first page, so that it is there when the network is not. */
export function preloadErrorPage(): void {
  loadErrorPage().catch(() => undefined);
}

/** What is shown when a page cannot be. */
export function ErrorPage(props: ErrorComponentProps) {
  return (
    <Suspense fallback={<output>This page did not open. Trying again…</output>}>
      <LoadedErrorPage {...props} />
    </Suspense>
  );
}

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <Suspense fallback={null}>
      <LoadedNotFoundPage />
    </Suspense>
  );
}
