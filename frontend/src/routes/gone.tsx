import type { ErrorComponentProps } from '@tanstack/react-router';
import { Suspense } from 'react';
import { isNotThere } from '../shared/api/errors';
import { lazyOverlay } from '../shared/ui/overlays';

const GonePage = lazyOverlay(() => import('./gone-page'));

/** An error page for what is not there; any other error is for the page around it. */
export function goneOnNotFound(what: string) {
  return function GoneOrError({ error }: ErrorComponentProps) {
    if (!isNotThere(error)) throw error;
    return <Gone what={what} />;
  };
}

/** Where a project or a label was. @param what "project" or "label" */
export function Gone({ what }: { what: string }) {
  return (
    <Suspense fallback={null}>
      <GonePage what={what} />
    </Suspense>
  );
}
