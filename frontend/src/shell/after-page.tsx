import { Suspense, useEffect } from 'react';
import { fetchQuickAdd } from '../entities/todo/use-quick-add';
import { LazyDragLayer } from '../features/drag/lazy-drag-layer';
import { lazyOverlay, loadOverlay, loadUntilThere } from '../shared/ui/overlays';
import ConnectionBanner from './connection-banner';
import { Inspector } from './inspector';
import { PersonClock } from './person-clock';
import { useOpenTodo } from './use-open-todo';

const loadReminders = () => import('../features/reminders/reminders');
const Reminders = lazyOverlay(loadReminders);
const loadPaste = () => import('../entities/todo/quick-add/paste-preview');
const PastePreview = lazyOverlay(loadPaste);

/**
 * What is there right after every page: what says something above it, reminders, dragging, what reads new todos and what asks
 * about those that are pasted. Once all of it is there, nothing that is done on the page needs the network any more, and the document
 * says `data-loaded`.
 */
export default function AfterPage({ userId }: { userId: string }) {
  const { open } = useOpenTodo();
  useEffect(() => {
    const dialogs = [loadReminders, loadPaste, loadOverlay.dialog].map((load) => loadUntilThere<unknown>(load));
    void Promise.all([fetchQuickAdd(), ...dialogs]).then(() => {
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
      <Suspense fallback={null}>
        <PastePreview />
      </Suspense>
    </>
  );
}
