import { createContext, type ReactNode, Suspense, useContext, useState, useSyncExternalStore } from 'react';
import { Announcer } from './announcer';
import { lazyOverlay, loadOverlay } from './overlays';
import { createToastQueue, type Toasts } from './toast-queue';

export type { Toasts } from './toast-queue';

const ToastsContext = createContext<Toasts | undefined>(undefined);
const ToastStack = lazyOverlay(loadOverlay.toasts);

/** The means to say something in passing. Stable: the same object for as long as the provider lives. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext);
  if (!toasts) throw new Error('useToasts is called outside of ToastProvider.');
  return toasts;
}

/** Shows toasts at the foot of the window, and says to screen readers what is announced; what shows toasts is fetched with the first. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [queue] = useState(createToastQueue);
  const wanted = useSyncExternalStore(queue.onWanted, queue.isWanted);
  return (
    <ToastsContext value={queue}>
      {children}
      <Announcer />
      {wanted && (
        <Suspense fallback={null}>
          <ToastStack queue={queue} />
        </Suspense>
      )}
    </ToastsContext>
  );
}
