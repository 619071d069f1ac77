import { Suspense, useEffect, useState } from 'react';
import { lazyOverlay } from '../../shared/ui/overlays';

const DragLayer = lazyOverlay(() => import('./drag-layer'));
/** Milliseconds after which it is fetched even on a page that is never idle. */
const AT_LAST_MS = 2_000;

/** Drag and drop, fetched once the page stands and has nothing else to do. */
export function DragWhenIdle({ userId }: { userId: string }) {
  const [idle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  if (!idle) return null;
  return (
    <Suspense fallback={null}>
      <DragLayer userId={userId} />
    </Suspense>
  );
}

/** @returns how to call it off */
function whenIdle(then: () => void): () => void {
  // Safari has no idle callbacks.
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(then, AT_LAST_MS);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(then, { timeout: AT_LAST_MS });
  return () => cancelIdleCallback(handle);
}
