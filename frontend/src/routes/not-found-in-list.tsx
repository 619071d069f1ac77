import type { ErrorComponentProps } from '@tanstack/react-router';
import { Suspense } from 'react';
import { isNotThere } from '../shared/api/errors';
import { lazyOverlay } from '../shared/ui/overlays';

const NotFoundInListPage = lazyOverlay(() => import('./not-found-in-list-page'));

/** An error page for what is not there; any other error is for the page around it. */
export function notFoundInListErrorComponent(what: string) {
  return function NotFoundOrError({ error }: ErrorComponentProps) {
    if (!isNotThere(error)) throw error;
    return <NotFoundInList what={what} />;
  };
}

/** Where a project or a label was. @param what "project" or "label" */
export function NotFoundInList({ what }: { what: string }) {
  return (
    <Suspense fallback={null}>
      <NotFoundInListPage what={what} />
    </Suspense>
  );
}
