import { databaseName, loadDatabases, ownersHere, soon } from './kept-replica';
import type { KeptPerson } from './replica-database';

/** Whose replica is on this device, for when nobody can say who is signed in; null for nobody's. */
export function personKeptHere(): Promise<KeptPerson | null> {
  return soon(readKeptPerson());
}

async function readKeptPerson(): Promise<KeptPerson | null> {
  const userId = (await ownersHere()).at(-1);
  if (userId === undefined) return null;
  const { readPerson } = await loadDatabases();
  return readPerson(databaseName(userId));
}
