import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useOutage } from '../shared/api/connection';
import { refusedHere, unkeptCount, useUnsentCount, useUnsentHere } from '../shared/api/unsent';
import { retryNow } from '../shared/api/until-answered';
import { Banner } from '../shared/ui/banner';
import { Button } from '../shared/ui/button';
import { mendedByReload, notLoaded } from '../shared/ui/overlays';

/** A hiccup shorter than this is nobody's business. */
const SHOWN_AFTER_MS = 1500;

/** Says that nobody answers, and what becomes of the changes made meanwhile. Gone as soon as somebody does. */
export default function ConnectionBanner() {
  const client = useQueryClient();
  const outage = useOutage();
  const unsent = useUnsentCount();
  const unkept = useUnsentHere();
  const lasting = useLasting(outage !== null);
  const missing = useSyncExternalStore(notLoaded.subscribe, notLoaded.get);
  const reloadMends = useSyncExternalStore(mendedByReload.subscribe, mendedByReload.get);
  const refused = useSyncExternalStore(refusedHere.subscribe, refusedHere.get);
  useLeaveWarning(unsent + refused > 0);
  if (missing)
    return (
      <Banner tone="danger" action={reloadMends && <Button onClick={() => location.reload()}>Reload page</Button>}>
        {reloadMends
          ? 'This did not load. Reload the page to open it.'
          : 'This did not load. You can open it once Latch answers again.'}
      </Banner>
    );
  if (!outage || !lasting) return null;

  const tryNow = () => {
    retryNow();
    if (unsent === 0) void client.refetchQueries({ type: 'active' });
  };
  return (
    <Banner action={<Button onClick={tryNow}>Try now</Button>}>
      <p>{`${outage.message} ${kept(unsent, unkept)}`}</p>
    </Banner>
  );
}

function kept(unsent: number, unkept: number): string {
  if (unsent === 0) return 'You may see old data until Latch is back.';
  const changes = unsent === 1 ? 'Your change is' : `Your ${unsent} changes are`;
  const where = unkept > 0 ? 'kept while this page is open,' : 'kept on this device';
  return `${changes} ${where} and sent when Latch is back.`;
}

function useLasting(on: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(on), on ? SHOWN_AFTER_MS : 0);
    return () => clearTimeout(timer);
  }, [on]);
  return lasting;
}

/** Asks before the tab closes over something that is nowhere else yet. */
function useLeaveWarning(mayLose: boolean): void {
  useEffect(() => {
    if (!mayLose) return undefined;
    const warn = (event: BeforeUnloadEvent) => {
      if (unkeptCount() > 0) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [mayLose]);
}
