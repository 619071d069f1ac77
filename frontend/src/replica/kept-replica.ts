import { onSessionEnded, onSessionReplaced } from '../shared/api/session-events';
import { BASE_PATH } from '../shared/base-path';
import { keepIds, readKeptIds } from '../shared/kept/kept-ids';
import { loadUntilThere } from '../shared/ui/overlays';
import type { KeptChanges } from './kept-changes';
import type { Replica } from './replica';
import type { KeptPerson, ReplicaDatabase } from './replica-database';

/** Lists the people of whom there may be a database: each from before it is made until it is erased. */
const OWNERS = `latch.replicas ${BASE_PATH}/`;

/** Whose replica may be kept; nobody's until it is known that somebody chose to stay signed in. */
let keeps: KeptPerson | null = null;

const databaseName = (userId: string) => `latch ${BASE_PATH}/ ${userId}`;
/** The pages that need none do without its program. */
const loadDatabases = () => loadUntilThere(() => import('./replica-database'));

/**
 * Says whose replica may be kept on this device: the person's who is signed in, if they chose to stay so. What is here of
 * anybody else is erased.
 */
export function keepReplicaOf(person: KeptPerson | null): void {
  if (person && person.id === keeps?.id) return;
  keeps = person;
  for (const userId of readKeptIds(OWNERS)) if (userId !== person?.id) void erase(userId);
}

/** Whose replica is on this device, for when nobody can say who is signed in; null for nobody's. */
export async function personKeptHere(): Promise<KeptPerson | null> {
  for (const userId of readKeptIds(OWNERS).toReversed()) {
    const person = await (await openDatabase(userId))?.readPerson().catch(() => null);
    if (person) return person;
  }
  return null;
}

/**
 * Puts what this device has of a person's replica into it, and keeps what comes from then on.
 * @returns whether there was anything
 */
export async function restoreReplica(userId: string, replica: Replica, changes: KeptChanges): Promise<boolean> {
  const person = keeps;
  if (person?.id !== userId) changes.keepIn(null);
  if (person?.id !== userId || replica.onConfirmed) return false;
  const keeping = keepFrom(person, replica, changes);
  // Where nothing is here there is nothing to wait for.
  return readKeptIds(OWNERS).includes(userId) && keeping;
}

async function keepFrom(person: KeptPerson, replica: Replica, changes: KeptChanges): Promise<boolean> {
  const database = await openDatabase(person.id);
  const kept = await database?.read().catch(() => null);
  const taken = await database?.takeChanges().catch(() => []);
  changes.keepIn(keeps === person ? database : null);
  if (!database) return false;
  // Meanwhile the person may have signed out.
  if (keeps !== person) {
    void erase(person.id);
    return false;
  }
  const restores = kept && replica.revision === '0';
  if (restores) replica.restore(kept.revision, kept.rows);
  if (taken) changes.restore(taken, replica);
  database.keep(person, replica, !restores);
  return !!restores;
}

/** @returns null where the browser keeps nothing */
async function openDatabase(userId: string): Promise<ReplicaDatabase | null> {
  if (!globalThis.indexedDB) return null;
  keepIds(OWNERS, new Set([...readKeptIds(OWNERS), userId]));
  if (!readKeptIds(OWNERS).includes(userId)) return null;
  const { ReplicaDatabase } = await loadDatabases();
  return ReplicaDatabase.open(databaseName(userId)).catch(() => null);
}

async function erase(userId: string): Promise<void> {
  const { eraseDatabase } = await loadDatabases();
  await eraseDatabase(databaseName(userId));
  keepIds(
    OWNERS,
    readKeptIds(OWNERS).filter((other) => other !== userId),
  );
}

onSessionEnded(() => keepReplicaOf(null));
onSessionReplaced((userId) => {
  if (userId !== keeps?.id) keepReplicaOf(null);
});
