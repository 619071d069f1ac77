import type { Keeping, RestoredChange } from '../../replica/kept-changes';
import type { RefusedChange, RefusedChanges } from '../../replica/refused-changes';
import { hasOutage } from '../../shared/api/connection';
import { loadUntilThere } from '../../shared/ui/overlays';
import { timeOf, uuidv7 } from '../uuid';
import type { ChangeKeeper } from './change-keeper';
import type { LocalStep, Made, UndoStack } from './undo-stack';

/** The kind of what is kept. */
const LET_GO = 'letGo';
/** As long as any change can be undone. Milliseconds. */
const LONGEST_MS = 30 * 86_400_000;

/**
 * The refused changes and conflicts that a person decided to leave. The server knows nothing of it, so it is undone here alone. It is
 * kept with the changes that were not sent, and a later page can undo it as well.
 */
export class LetGo {
  constructor(
    private readonly userId: string,
    private readonly stack: UndoStack,
    private readonly keeper: ChangeKeeper,
    private readonly refused: RefusedChanges,
  ) {}

  /** Has it be undone in its turn. @param did what was done, in words @returns its id, for an undo of it */
  add(did: string, entry: RefusedChange): string {
    const made: Made = { id: uuidv7(), did, about: [], written: [] };
    made.local = this.step(made, entry, this.keep(made, entry));
    this.stack.push(made);
    return made.id;
  }

  /** Takes over what an earlier page kept. @returns whether it is of this kind */
  resume({ change: { id, did, made: kept }, forget }: Pick<RestoredChange, 'change' | 'forget'>): boolean {
    const [kind, entry] = kept;
    if (kind !== LET_GO) return false;
    if (Date.parse(timeOf(id)) < Date.now() - LONGEST_MS) {
      forget();
      return true;
    }
    const made: Made = { id, did, about: [], written: [], isEarlier: true };
    made.local = this.step(made, entry as RefusedChange, { forget });
    this.stack.push(made);
    return true;
  }

  /** @returns the last change from anywhere, if it came after what would be undone next, which an earlier page did */
  async changeSince(next: Made) {
    if (hasOutage()) return undefined;
    const { lastChange } = await loadUntilThere(() => import('../history/describe-change'));
    const change = await lastChange(this.userId);
    return change && timeOfChange(change) > timeOf(next.id) ? change : undefined;
  }

  private step(made: Made, entry: RefusedChange, first: Pick<Keeping, 'forget'> | null): LocalStep {
    let keeping = first;
    return {
      undo: () => {
        const kept = keeping;
        // It is nowhere else until it waits again.
        void this.refused.add(entry).then(() => kept?.forget());
      },
      redo: () => {
        keeping = this.keep(made, entry);
        this.refused.remove(entry.id);
      },
    };
  }

  private keep(made: Made, entry: RefusedChange): Keeping | null {
    return this.keeper.keep({ kept: [LET_GO, entry], fails: '', undoable: true }, made).keeping;
  }
}

/** By the clock of the device that made it, where its id says so: the same clock as that of what was let go here. */
function timeOfChange({ id, at }: { id: string; at: string }): string {
  return id[14] === '7' ? timeOf(id) : at;
}
