import { type RefusedChange, type RefusedChanges, withClash } from '../../replica/refused-changes';
import type { Replica } from '../../replica/replica';
import { sameValue } from '../../replica/row-store';
import { nameOf } from './refused-change';

type Confirmed = Pick<Replica, 'confirmed'>;

/**
 * @returns the entry of a conflict with the other value as the server has it by now, of the fields that differ still; null where
 * none does, so that nothing is left to ask
 */
export function renewed(entry: RefusedChange, replica: Confirmed): RefusedChange | null {
  const { conflict, subject } = entry;
  const row = conflict && replica.confirmed(subject.table, subject.id);
  if (!row || row.version <= conflict.theirs.version) return entry;
  const there: Readonly<Record<string, unknown>> = { ...row };
  const fields = Object.entries(conflict.mine).filter(([field, value]) => !sameValue(there[field], value));
  if (fields.length === 0) return null;
  const theirs = { ...conflict.theirs, ...row };
  const named = { ...entry, subject: { ...subject, title: nameOf(row) } };
  return withClash(named, { theirs, mine: Object.fromEntries(fields) });
}

/** Keeps what waits as new as the replica. @param end called with each conflict that is over, since both values are equal by now */
export function renewConflicts(
  replica: Confirmed & Pick<Replica, 'subscribe'>,
  refused: RefusedChanges,
  end: (over: RefusedChange) => void,
): void {
  const renewAll = () => {
    const before = refused.get();
    const over = before.filter((entry) => renewed(entry, replica) === null);
    over.forEach(end);
    const all = refused.get();
    const now = all.map((entry) => renewed(entry, replica) ?? entry);
    if (now.some((entry, index) => entry !== all[index])) refused.show(now);
  };
  replica.subscribe(renewAll);
  refused.subscribe(renewAll);
  renewAll();
}
