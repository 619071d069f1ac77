import { Suspense } from 'react';
import { aboveFootRoom } from '../shared/ui/foot-room';
import { OverlayFallback } from '../shared/ui/overlay-fallback';
import { lazyOverlay } from '../shared/ui/overlays';
import { Skeleton } from '../shared/ui/skeleton';
import styles from './app-shell.module.css';
import { useListCallbacks } from './use-list-callbacks';
import { useOpenTodo } from './use-open-todo';

const TodoPanel = lazyOverlay(() => import('../features/todo-panel/components/todo-panel'));

const aboveToasts = aboveFootRoom('--toasts');

/** The open todo, beside the page where there is room for it, and over it where there is not. */
export function TodoPanelHost({ userId, todoId }: { userId: string; todoId: string }) {
  const { close, discard } = useOpenTodo();
  const { callbacks, overlays } = useListCallbacks(userId);
  return (
    <div ref={aboveToasts} className={styles.panel} data-beside="">
      <Suspense
        fallback={
          <>
            <Skeleton lines={4} />
            <OverlayFallback onCancel={close} />
          </>
        }
      >
        <TodoPanel
          key={todoId}
          userId={userId}
          todoId={todoId}
          onClose={close}
          onGone={discard}
          onOpen={callbacks.onOpen}
          onAction={callbacks.onAction}
        />
      </Suspense>
      {overlays}
    </div>
  );
}
