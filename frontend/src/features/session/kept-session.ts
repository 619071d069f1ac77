import type { QueryClient } from '@tanstack/react-query';
import { personKeptHere } from '../../replica/kept-replica';
import { isOutage } from '../../shared/api/errors';
import { confirmSessionFirst, reportSessionEnded } from '../../shared/api/session-events';
import { askForSession, readSession, sessionQuery } from './api/session-query';
import type { Session } from './session';
import { lookForSession } from './session-channel';

/**
 * What the routes go by. While nobody can say who is signed in it is the person whose replica is on this device, if there is
 * one: nothing is sent for them before it is known that they still are.
 * @throws {OutageError} where there is none
 */
export function readSessionOrKept(client: QueryClient): Promise<Session | null> {
  return readSession(client).catch(async (error: unknown) => {
    const user = isOutage(error) ? await personKeptHere() : null;
    if (!user) throw error;
    confirmSessionFirst(() => confirmSession(client, user.id));
    const session: Session = { user, session: { expiresAt: '' }, persistent: true };
    client.setQueryData(sessionQuery.queryKey, session);
    return session;
  });
}

async function confirmSession(client: QueryClient, userId: string): Promise<void> {
  const session = await askForSession();
  if (session?.user.id === userId) {
    client.setQueryData(sessionQuery.queryKey, session);
    return;
  }
  reportSessionEnded();
  // Somebody else is signed in, which the page says.
  if (session) lookForSession();
}
