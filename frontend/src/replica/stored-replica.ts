import { deleteDB } from 'idb';
import type { KeptChanges } from './kept-changes';
import type { Replica } from './replica';
import { type KeptPerson, ReplicaDatabase } from './replica-database';
import { repetitionOf } from './reversal';

/** Erases a database. Pages that have it open close it. */
export function eraseDatabase(name: string): Promise<void> {
  return deleteDB(name);
}

interface Keep {
  name: string;
  person: KeptPerson;
  replica: Replica;
  changes: KeptChanges;
  /** Whether it is still to be kept, once the database is open. */
  isWanted: () => boolean;
}

/** Whose replica a database has; null for nobody's. */
export async function readPerson(name: string): Promise<KeptPerson | null> {
  const database = await ReplicaDatabase.open(name);
  return database.readPerson().finally(() => database.close());
}

/**
 * Puts what a database has into a replica, and keeps what comes from then on.
 * @returns whether there was anything
 */
export async function keepFrom({ name, person, replica, changes, isWanted }: Keep): Promise<boolean> {
  const database = await ReplicaDatabase.open(name).catch(() => null);
  const kept = await database?.read().catch(() => null);
  const taken = (await database?.takeChanges().catch(() => [])) ?? [];
  changes.keepIn(isWanted() ? database : null);
  if (!database) return false;
  if (!isWanted()) {
    database.close();
    return false;
  }
  const restores = !!kept && replica.revision === '0';
  if (restores) replica.restore(kept.revision, kept.rows);
  showAndHandOver(taken, replica, changes);
  database.keep(person, replica, !restores);
  return restores;
}

type Taken = Awaited<ReturnType<ReplicaDatabase['takeChanges']>>;

/** Shows what an earlier page did not get to send, and hands it to who sends it. */
export function showAndHandOver(taken: Taken, replica: Replica, changes: KeptChanges): void {
  const shown = taken.map(([place, change]) => ({ place, change, pending: replica.add(repetitionOf(change.written)) }));
  changes.restore(shown);
}
