import { useEffect, useEffectEvent } from 'react';
import { reportSessionEnded } from '../../shared/api/session-events';
import { dropKeptDrafts } from '../../shared/kept/use-kept-draft';
import { askForSession } from './api/session-query';
import type { User } from './session';
import { onSessionChangeElsewhere } from './session-channel';

function leave(): void {
  dropKeptDrafts();
  location.reload();
}

/** Not more often than this, in milliseconds: looking away and back is no news. */
const restMs = 60_000;

/**
 * Looks whether the person is still signed in when they come back to the page. Gone: the sign-in dialog opens over the
 * page, unless they signed out in another tab on purpose. Nobody could say: nothing happens, an outage ends no session.
 * @param isEnded whether it has ended; the person may have signed in elsewhere meanwhile
 * @param onFound called with who is signed in: they, who perhaps have just signed in again elsewhere, or somebody else
 */
export function useSessionWatch(isEnded: boolean, onFound: (user: User) => void): void {
  const found = useEffectEvent(onFound);
  const isWorthLooking = useEffectEvent((lookedAt: number) => isEnded || Date.now() - lookedAt > restMs);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let lookedAt = Date.now();
    const look = async (onGone: () => void) => {
      lookedAt = Date.now();
      const session = await askForSession(signal).catch(() => undefined);
      if (signal.aborted || session === undefined) return;
      if (session === null) onGone();
      else found(session.user);
    };
    const onReturn = () => {
      if (document.visibilityState === 'visible' && isWorthLooking(lookedAt)) void look(reportSessionEnded);
    };
    document.addEventListener('visibilitychange', onReturn, { signal });
    const stop = onSessionChangeElsewhere(() => void look(leave));
    return () => {
      controller.abort();
      stop();
    };
  }, []);
}
