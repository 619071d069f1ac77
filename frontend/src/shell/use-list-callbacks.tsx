import { type ReactNode, Suspense, useState } from 'react';
import type { ListCallbacks } from '../model/todos/list-callbacks';
import { OverlayFallback } from '../shared/ui/overlay-fallback';
import { lazyOverlay } from '../shared/ui/overlays';
import type { AskedOverlay } from './todo-overlays';
import { useOpenTodo } from './use-open-todo';

const TodoOverlays = lazyOverlay(() => import('./todo-overlays'));
const SelectionBar = lazyOverlay(() => import('./selection-bar'));

/** What a page does for the list in it: opens todos beside it, and the overlays that are loaded when they are wanted. */
export function useListCallbacks(userId: string): { callbacks: ListCallbacks; overlays: ReactNode } {
  const { openId, open } = useOpenTodo();
  const [asked, ask] = useState<AskedOverlay | null>(null);
  const onAction: ListCallbacks['onAction'] = (kind, todos, anchor, at) => ask({ kind, todos, anchor, at });
  const callbacks: ListCallbacks = {
    openId,
    onOpen: open,
    onAction,
    bulkBar: (selection) => (
      <Suspense fallback={null}>
        <SelectionBar userId={userId} selection={selection} onAction={onAction} />
      </Suspense>
    ),
  };
  const overlays = asked && (
    <Suspense fallback={<OverlayFallback onCancel={() => ask(null)} />}>
      <TodoOverlays
        userId={userId}
        asked={asked}
        onAsk={(kind) => ask({ ...asked, kind })}
        onOpen={open}
        // What the menu opens takes its place, and is not closed along with it.
        onClose={() => ask((now) => (now?.kind === asked.kind ? null : now))}
      />
    </Suspense>
  );
  return { callbacks, overlays };
}
