import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { readSession } from '../features/session/api/session-query';
import { isOutage, sentenceOf } from '../shared/api/errors';
import { hasUnsaved } from '../shared/api/unsent';
import { Button } from '../shared/ui/button';
import { NotLoadedError } from '../shared/ui/overlays';
import { MessagePage } from './message-page';
import { servedBuild } from './new-version';
import { OutagePage } from './outage-page';
import { PendingPage } from './pending-page';
import { reloadOnce } from './reload';

/** What is shown when a page cannot be: an outage, or what nobody foresaw. Neither signs anybody out. */
export default function ErrorPage({ error }: ErrorComponentProps) {
  const router = useRouter();
  const retry = async () => {
    // Asked from here first, so that this page stays while nobody answers: the router would put a waiting one in its place.
    const stillOut = await readSession(router.options.context.queryClient).then(() => false, isOutage);
    if (!stillOut) await router.invalidate();
  };
  if (error instanceof NotLoadedError) return <NotLoadedPage />;
  if (isOutage(error)) return <OutagePage onRetry={retry} />;
  return (
    <MessagePage title="Something went wrong" heading="This page did not open">
      <p>{`${sentenceOf(error)} Your todos are safe; they are kept on the server.`}</p>
      <Button variant="primary" onClick={() => void router.invalidate()}>
        Try again
      </Button>
    </MessagePage>
  );
}

/** Loads the page anew once Latch answers and no change waits that this would lose. */
async function reloadOnceThere(): Promise<'waiting' | 'reloading' | 'no help'> {
  const build = await servedBuild();
  if (build === null || hasUnsaved()) return 'waiting';
  return reloadOnce() ? 'reloading' : 'no help';
}

/**
 * In place of a page whose program did not load: of another version by now, or out of reach. It is loaded anew; where that did
 * not help, it is for the person to do.
 */
function NotLoadedPage() {
  const [state, setState] = useState<Awaited<ReturnType<typeof reloadOnceThere>>>('reloading');
  useEffect(() => void reloadOnceThere().then(setState), []);
  const retry = useCallback(async () => setState(await reloadOnceThere()), []);
  if (state === 'reloading') return <PendingPage />;
  if (state === 'waiting')
    return <OutagePage title="Page not loaded" heading="This page cannot be loaded just now" onRetry={retry} />;
  return (
    <MessagePage title="Page not loaded" heading="This page did not load">
      <p>Nothing is lost. Reload the page to try again.</p>
      <Button variant="primary" onClick={() => location.reload()}>
        Reload page
      </Button>
    </MessagePage>
  );
}
