import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { loadUntilThere } from '../../shared/ui/overlays';

const DragLayer = lazy(() => loadUntilThere(() => import('./drag-layer')));

/** Drag and drop, fetched once a pointer comes to a todo. A press that is still held when it is there drags, too. */
export function LazyDragLayer({ userId }: { userId: string }) {
  const [wanted, setWanted] = useState(false);
  const held = useRef<PointerEvent | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const options = { signal: controller.signal, passive: true };
    const come = ({ target }: PointerEvent) => setWanted((already) => already || isInTodo(target));
    const press = (event: PointerEvent) => void (held.current = event);
    const letGo = () => void (held.current = null);
    document.addEventListener('pointerover', come, options);
    document.addEventListener('pointerdown', press, options);
    // A finger that scrolls or has left.
    for (const type of ['pointerup', 'pointercancel'] as const)
      document.addEventListener(type, letGo, { ...options, capture: true });
    return () => controller.abort();
  }, []);
  if (!wanted) return null;
  return (
    <Suspense fallback={null}>
      <DragLayer userId={userId} held={() => held.current} />
    </Suspense>
  );
}

const isInTodo = (target: EventTarget | null) => target instanceof Element && target.closest('[data-todo-id]') !== null;
