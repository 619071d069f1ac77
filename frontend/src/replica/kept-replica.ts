import { onSessionEnded, onSessionReplaced } from '../shared/api/session-events';
import { BASE_PATH } from '../shared/base-path';
import { reportKeptLost } from '../shared/api/unsent';
import { keepIds, readKeptIds } from '../shared/kept/kept-ids';
import type { KeptChanges } from './kept-changes';
import type { Replica } from './replica';
import type { KeptPerson } from './replica-database';

/**
 * Lists the people of whom there may be a database: each from before it is made until it is erased. Browsers write it down some
 * seconds later, so after a crash it may lack one.
 */
const OWNERS = `latch.replicas ${BASE_PATH}/`;

/** Whose replica may be kept; nobody's until it is known that somebody chose to stay signed in. */
let keeps: KeptPerson | null = null;
/** After the end of a session this page keeps nothing any more, also when the person signs in again over it. */
let isOver = false;
const erasures = new Map<string, Promise<void>>();
/** Whether there was anything when this page began to keep a person's replica. */
const wasThere = new Map<string, boolean>();

const DATABASE = `latch ${BASE_PATH}/ `;
export const databaseName = (userId: string) => DATABASE + userId;
/** The pages that need none do without its program. */
export const loadDatabases = () => import('./stored-replica');
/** A database that does not open sooner is not waited for. Milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * Says whose replica may be kept on this device: the person's who is signed in, if they chose to stay so. What is here of
 * anybody else is erased.
 */
export function keepReplicaOf(person: KeptPerson | null): void {
  if (person && (isOver || person.id === keeps?.id)) return;
  keeps = person;
  eraseAllBut(person?.id ?? null);
}

function eraseAllBut(kept: string | null): void {
  const erased = new Set<string>();
  const eraseOthers = (owners: readonly string[]) => {
    for (const userId of owners) {
      if (userId === kept || userId === keeps?.id || erased.has(userId)) continue;
      erased.add(userId);
      erase(userId);
    }
  };
  eraseOthers(readKeptIds(OWNERS));
  void ownersHere().then(eraseOthers);
}

/** @returns the people of whom there is a database, the last one last */
export async function ownersHere(): Promise<string[]> {
  const listed = readKeptIds(OWNERS);
  // Not in every browser.
  const databases = (await globalThis.indexedDB?.databases?.().catch(() => [])) ?? [];
  const found = databases.flatMap(({ name = '' }) => (name.startsWith(DATABASE) ? name.slice(DATABASE.length) : []));
  return [...found.filter((userId) => !listed.includes(userId)), ...listed];
}

/** Whether a page that is opened begins with what is on this device. */
export function isKeptHere(userId: string): boolean {
  return keeps?.id === userId && (wasThere.get(userId) ?? readKeptIds(OWNERS).includes(userId));
}

/** @returns null also where it takes too long, or fails */
export function soon<Value>(value: Promise<Value | null>): Promise<Value | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  return Promise.race([value, late]).catch(() => null);
}

/** When it is known what an earlier page did not get to send, or where that takes too long. */
export const untilRestored = (changes: KeptChanges): Promise<unknown> => soon(changes.whenOpen.then(() => null));

/**
 * Puts what this device has of a person's replica into it, with their unsent changes, and keeps what comes from then on.
 * @returns whether there was anything
 */
export async function restoreReplica(userId: string, replica: Replica, changes: KeptChanges): Promise<boolean> {
  const person = keeps;
  if (replica.onConfirmed) return replica.revision !== '0';
  if (person?.id !== userId || !globalThis.indexedDB) {
    changes.keepIn(null);
    return false;
  }
  const isThere = readKeptIds(OWNERS).includes(userId);
  wasThere.set(userId, isThere);
  keepIds(OWNERS, new Set([...readKeptIds(OWNERS), userId]));
  // Where the list cannot be kept nothing else may be.
  if (!readKeptIds(OWNERS).includes(userId)) changes.keepIn(null);
  else {
    const keep = { name: databaseName(userId), person, replica, changes, isWanted: () => keeps === person };
    const keeping = Promise.all([loadDatabases(), erasures.get(userId)]).then(([{ keepFrom }]) => keepFrom(keep));
    // Where nothing is here there is nothing to wait for.
    if (isThere) return !!(await soon(keeping));
    keeping.catch(() => changes.keepIn(null));
  }
  return false;
}

/** @param userId stays listed until nothing is there any more */
function erase(userId: string): void {
  const erasure = loadDatabases()
    .then(({ eraseDatabase }) => eraseDatabase(databaseName(userId)))
    .then(
      () => keepIds(OWNERS, keeps?.id === userId ? readKeptIds(OWNERS) : without(userId)),
      () => undefined,
    );
  erasures.set(userId, erasure);
}

const without = (userId: string) => readKeptIds(OWNERS).filter((other) => other !== userId);

onSessionEnded(() => {
  isOver = true;
  reportKeptLost();
  // Somebody else may be signed in in another tab.
  if (keeps) erase(keeps.id);
  keeps = null;
});
onSessionReplaced((userId) => {
  // The person signed out, and the next one signs in on the same page.
  if (userId === null) isOver = false;
  if (userId === keeps?.id) return;
  keeps = null;
  eraseAllBut(userId);
});
