import { Suspense, useEffect } from 'react';
import { fetchQuickAdd } from '../entities/todo/use-quick-add';
import { LazyDragLayer } from '../features/drag/lazy-drag-layer';
import { lazyOverlay } from '../shared/ui/overlays';
import ConnectionBanner from './connection-banner';
import { PersonClock } from './person-clock';
import { useOpenTodo } from './use-open-todo';

const Reminders = lazyOverlay(() => import('../features/reminders/reminders'));

/** What is there right after every page: what says something above it, reminders, dragging, and what reads new todos. */
export default function AfterPage({ userId }: { userId: string }) {
  const { open } = useOpenTodo();
  useEffect(fetchQuickAdd, []);
  return (
    <>
      <ConnectionBanner />
      <PersonClock userId={userId} />
      <LazyDragLayer userId={userId} />
      <Suspense fallback={null}>
        <Reminders userId={userId} onOpen={open} />
      </Suspense>
    </>
  );
}
