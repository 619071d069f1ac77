import type { QueryClient } from '@tanstack/react-query';
import { personKeptHere } from '../../replica/kept-person';
import { keepReplicaOf } from '../../replica/kept-replica';
import { isOutage, OutageError, sentenceOf } from '../../shared/api/errors';
import { confirmSessionFirst, reportSessionEnded } from '../../shared/api/session-events';
import { askForSession, sessionQuery } from './api/session-query';
import type { Session } from './session';
import { lookForSession } from './session-channel';

/**
 * The session of the person whose replica is on this device, for when nobody can say who is signed in; null where there is none.
 * Nothing is sent for them before it is known that they still are.
 */
export async function openKeptSession(client: QueryClient): Promise<Session | null> {
  const user = await personKeptHere();
  if (!user) return null;
  confirmSessionFirst(() => confirmSession(client, user.id));
  const session: Session = { user, session: { expiresAt: '' }, persistent: true };
  client.setQueryData(sessionQuery.queryKey, session);
  return session;
}

async function confirmSession(client: QueryClient, userId: string): Promise<void> {
  const session = await askForSession().catch((error: unknown) => {
    // Whatever is wrong there, no change is refused by it.
    throw isOutage(error) ? error : new OutageError(sentenceOf(error), null, { cause: error });
  });
  // The person signed out meanwhile.
  if (client.getQueryData(sessionQuery.queryKey)?.user.id !== userId) return;
  if (session?.user.id === userId) {
    client.setQueryData(sessionQuery.queryKey, session);
    keepReplicaOf(session.persistent ? session.user : null);
    return;
  }
  reportSessionEnded();
  // Somebody else is signed in, which the page says.
  if (session) lookForSession();
}
