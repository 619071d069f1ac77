import { useEffect, useEffectEvent } from 'react';
import { failedLoads, loadOverlay, mendedByReload } from '../shared/ui/overlays';
import { forgetReminders } from '../shared/reminders/forget-reminders';
import { useToasts } from '../shared/ui/toast';
import { keepShell, untilIdle, updateShell } from './keep-shell';
import { preloadErrorPage } from './lazy-pages';
import { lookNowAndThen, ownBuild, servedBuild } from './new-version';
import { reloadOnceSent, reloadWhenFree } from './reload';
import type { AppRouter } from './router';

const LOOK_WHY_AGAIN_MS = 30_000;

/** What goes on behind every page, and is no part of the first load. */
export default function Background({ router }: { router: AppRouter }) {
  const toasts = useToasts();
  useEffect(preloadErrorPage, []);
  useEffect(() => forgetOnceSignedOut(router), [router]);
  const sayNewVersion = useEffectEvent(() =>
    toasts.show({
      id: 'new-version',
      title: 'A new version of Latch is ready.',
      duration: 0,
      action: { label: 'Reload', onPress: () => void reloadOnceSent() },
    }),
  );
  useEffect(() => {
    const build = ownBuild();
    if (!build) return undefined;
    void keepShell(build);
    // The next version has it under another name.
    void untilIdle()
      .then(loadOverlay.toasts)
      .catch(() => undefined);
    return followVersion(build, router, () => sayNewVersion());
  }, [router]);
  return null;
}

/** Nobody is reminded of anything on a device where nobody is signed in, also where that was found out by opening a page. */
function forgetOnceSignedOut(router: AppRouter): () => void {
  const look = () => {
    if (router.state.matches.some(({ routeId }) => routeId === '/sign-in')) void forgetReminders();
  };
  look();
  return router.subscribe('onResolved', look);
}

/** Says once that there is another version, and looks what is wrong when a part of this one does not load. */
function followVersion(build: string, router: AppRouter, sayNewVersion: () => void): () => void {
  let stopReloading: (() => void) | undefined;
  const reloadSoon = () => {
    stopReloading ??= reloadWhenFree({
      isThere: async () => (await servedBuild()) !== null,
      // A moment later the browser has the new address, too.
      onNavigation: (listener) =>
        router.subscribe('onBeforeNavigate', ({ pathChanged }) => void (pathChanged && setTimeout(listener))),
    });
  };
  let known = build;
  const look = async () => {
    const served = await servedBuild();
    if (served === null || served === known) return served;
    known = served;
    void updateShell();
    sayNewVersion();
    reloadSoon();
    return served;
  };
  let lastWhy = -Infinity;
  const lookWhy = async () => {
    // It is tried again every two seconds; what a reload mends is looked at once in a while.
    if (mendedByReload.get() && Date.now() - lastWhy < LOOK_WHY_AGAIN_MS) return;
    lastWhy = Date.now();
    mendedByReload.set((await look()) !== null);
    if (mendedByReload.get()) reloadSoon();
  };
  const stops = [lookNowAndThen(() => void look()), failedLoads.subscribe(() => void lookWhy())];
  return () => {
    for (const stop of stops) stop();
    stopReloading?.();
  };
}
