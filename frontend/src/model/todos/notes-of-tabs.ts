import type { Pending } from '../../replica/replica';
import { syncedReplica } from '../../replica/synced-replica';
import { draftKey } from '../../shared/kept/kept-drafts';
import { NOTES, readKeptNotes } from './kept-notes';
import type { TodoContext } from './todo-context';

/** Shows notes that other tabs of this browser have not saved yet: each key is kept in the browser, which tells of it. */
export class NotesOfTabs {
  private readonly shown = new Map<string, Pending>();
  private readonly over = new AbortController();
  private readonly prefix: string;

  constructor(private readonly context: TodoContext) {
    this.prefix = draftKey(context.userId, NOTES);
    const follow = ({ key, newValue }: StorageEvent) => {
      if (!key?.startsWith(this.prefix)) return;
      const todoId = key.slice(this.prefix.length);
      if (newValue === null) void this.end(todoId);
      else this.show(todoId);
    };
    addEventListener('storage', follow, { signal: this.over.signal });
  }

  show(todoId: string): void {
    const { userId, replica } = this.context;
    const before = this.shown.get(todoId);
    const apply: Pending['apply'] = (rows) => {
      const todo = rows.live(todoId);
      // As it is by then: this page may have written and saved something itself.
      const kept = readKeptNotes(userId, todoId);
      if (todo && kept && !kept.refused && !this.isAsked(todoId)) rows.put('todos', { ...todo, notes: kept.text });
    };
    this.shown.set(todoId, replica.add(apply));
    if (before) replica.drop(before);
  }

  stop(): void {
    this.over.abort();
    for (const pending of this.shown.values()) this.context.replica.drop(pending);
  }

  /** The other tab has saved or discarded them. */
  private async end(todoId: string): Promise<void> {
    const pending = this.shown.get(todoId);
    if (!pending) return;
    const { client, userId, replica } = this.context;
    await syncedReplica(client, userId).feed.soon();
    replica.drop(pending);
    if (this.shown.get(todoId) === pending) this.shown.delete(todoId);
  }

  /** Two versions wait for a choice, and neither is shown as the one that stays. */
  private isAsked(todoId: string): boolean {
    const { client, userId } = this.context;
    const waiting = syncedReplica(client, userId).keptChanges.refused.get();
    return waiting.some(({ id, conflict }) => id === todoId && conflict?.mine['notes'] !== undefined);
  }
}
