import { useEffect, useEffectEvent } from 'react';
import { reportSessionEnded } from '../../shared/api/session-events';
import { askForSession } from './api/session-query';
import { onSessionChangeElsewhere } from './session-channel';

/** Not more often than this, in milliseconds: looking away and back is no news. */
const restMs = 60_000;

/**
 * Looks whether the person is still signed in when they come back to the page. Gone: the sign-in dialog opens over the
 * page, unless they signed out in another tab on purpose. Somebody else: the page loads anew for them. Nobody could say:
 * nothing happens, an outage ends no session.
 * @param isEnded whether it has ended, so that whoever comes back may have signed in elsewhere
 * @param onSignedIn called when they are, and perhaps have just signed in again elsewhere
 */
export function useSessionWatch(userId: string, isEnded: boolean, onSignedIn: () => void): void {
  const stillIn = useEffectEvent(onSignedIn);
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
      else if (session.user.id === userId) stillIn();
      else location.reload();
    };
    const onReturn = () => {
      if (document.visibilityState === 'visible' && isWorthLooking(lookedAt)) void look(reportSessionEnded);
    };
    document.addEventListener('visibilitychange', onReturn, { signal });
    const stop = onSessionChangeElsewhere(() => void look(() => location.reload()));
    return () => {
      controller.abort();
      stop();
    };
  }, [userId]);
}
