import { useRouter } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { fetchQuickAdd } from '../entities/todo/use-quick-add';
import { LazyDragLayer } from '../features/drag/lazy-drag-layer';
import { lazyOverlay, loadOverlay, loadUntilThere } from '../shared/ui/overlays';
import ConnectionBanner from './connection-banner';
import { Inspector } from './inspector';
import { PersonClock } from './person-clock';
import { ShellCommands } from './shell-commands';
import { ShellDialogs } from './shell-dialogs';
import { useOpenTodo } from './use-open-todo';
import type { Dialogs } from './use-shell-dialogs';

const loadReminders = () => import('../features/reminders/reminders');
const loadPalette = () => import('./shell-palette');
const Reminders = lazyOverlay(loadReminders);
const loadPaste = () => import('../entities/todo/quick-add/paste-preview');
const PastePreview = lazyOverlay(loadPaste);

/**
 * What is there right after every page: what says something above it, keys, dialogs, reminders, dragging, search, what reads new todos and what
 * asks about those that are pasted. Once all of it is there, nothing that is done on the page needs the network any more, and the
 * document says `data-loaded`.
 */
export default function AfterPage({ userId, dialogs }: { userId: string; dialogs: Dialogs }) {
  const { open } = useOpenTodo();
  const router = useRouter();
  useEffect(() => {
    const page = router.routesById['/_authenticated/search'];
    const loadSearch = async () => page && router.loadRouteChunk(page);
    const loads = [loadReminders, loadPaste, loadOverlay.dialog, loadPalette, loadSearch];
    const all = [fetchQuickAdd(), ...loads.map((load) => loadUntilThere<unknown>(load))];
    void Promise.all(all).then(() => {
      document.documentElement.dataset.loaded = '';
    });
  }, [router]);
  return (
    <>
      <ConnectionBanner />
      <PersonClock userId={userId} />
      <LazyDragLayer userId={userId} />
      <ShellCommands userId={userId} onHelp={() => dialogs.show('keys')} />
      <ShellDialogs {...{ userId, dialogs }} />
      <Inspector userId={userId} />
      <Suspense fallback={null}>
        <Reminders userId={userId} onOpen={open} />
      </Suspense>
      <Suspense fallback={null}>
        <PastePreview userId={userId} />
      </Suspense>
    </>
  );
}
