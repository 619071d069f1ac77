import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { reportSessionRestored } from '../shared/api/session-events';
import { sessionQuery } from '../features/session/api/session-query';
import { nextPathOrInbox } from '../features/session/next-path';
import type { Session } from '../features/session/session';
import { announceSessionChange } from '../features/session/session-channel';

/**
 * What follows a sign-in on a page of its own: nothing of anybody before stays, and the way leads to where it was meant to.
 * @param next from the URL; a path of this origin, or else the Inbox
 */
export function useSignedIn(next: string | undefined) {
  const router = useRouter();
  const client = useQueryClient();
  return async (session: Session) => {
    client.clear();
    client.setQueryData(sessionQuery.queryKey, session);
    reportSessionRestored(session.user.id);
    announceSessionChange();
    await router.navigate({ href: nextPathOrInbox(next), replace: true });
  };
}
