import { Suspense, useEffect } from 'react';
import { fetchQuickAdd } from '../entities/todo/use-quick-add';
import { LazyDragLayer } from '../features/drag/lazy-drag-layer';
import { lazyOverlay, loadUntilThere } from '../shared/ui/overlays';
import ConnectionBanner from './connection-banner';
import { Inspector } from './inspector';
import { PersonClock } from './person-clock';
import { useOpenTodo } from './use-open-todo';

const loadReminders = () => import('../features/reminders/reminders');
const Reminders = lazyOverlay(loadReminders);

/**
 * What is there right after every page: what says something above it, reminders, dragging, and what reads new todos. Once all
 * of it is there, nothing that is done on the page needs the network any more, and the document says `data-loaded`.
 */
export default function AfterPage({ userId }: { userId: string }) {
  const { open } = useOpenTodo();
  useEffect(() => {
    void Promise.all([fetchQuickAdd(), loadUntilThere(loadReminders)]).then(() => {
      document.documentElement.dataset.loaded = '';
    });
  }, []);
  return (
    <>
      <ConnectionBanner />
      <PersonClock userId={userId} />
      <LazyDragLayer userId={userId} />
      <Inspector userId={userId} />
      <Suspense fallback={null}>
        <Reminders userId={userId} onOpen={open} />
      </Suspense>
    </>
  );
}
