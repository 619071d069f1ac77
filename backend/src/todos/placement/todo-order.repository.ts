import { Injectable } from '@nestjs/common';
import { isOneOf } from '../../database/row-lookup.js';
import type { Change } from '../../history/change.js';
import { evenKeys } from '@latch/domain/order-key';
import type { PlaceDto } from '../dto/todo.dto.js';
import { idsOf, isOpen } from '../todo-columns.js';

/** One of a list, in its order. */
export interface Standing {
  id: string;
  position: string;
}

/** Next to which open todo of a list something is to stand: directly before or after it. */
export interface Anchor {
  id: string;
  side: 'before' | 'after';
}

/** The anchor that a client named. Naming both sides is refused where the place is decided. */
export function anchorOf({ beforeId, afterId }: PlaceDto): Anchor | undefined {
  if (beforeId) return { id: beforeId, side: 'before' };
  return afterId ? { id: afterId, side: 'after' } : undefined;
}

/** Adds a parameter of a statement and gives its number, such as `$2`. */
export type Numbered = (value: unknown) => string;

/** Parameters in the order in which a statement names them; the owner is `$1`. */
export function numbering({ userId }: Change): [unknown[], Numbered] {
  const given: unknown[] = [userId];
  return [given, (value) => `$${given.push(value)}`];
}

/**
 * The anchor and the one beyond it, on the side of the anchor, where it is open in that list; else whatever is there instead.
 * Without an anchor the first open todo. Those without are passed over.
 */
export function neighbours(list: string, anchor: Anchor | undefined, without: string[], numbered: Numbered): string {
  const open = `SELECT id, position FROM todos near WHERE user_id = $1 AND list_id = ${list} AND ${isOpen('near')}
    AND id <> ALL(${numbered(without)}::uuid[])`;
  if (!anchor) return `${open} ORDER BY position, id LIMIT 1`;
  const [beyond, direction] = anchor.side === 'after' ? ['>=', 'ASC'] : ['<=', 'DESC'];
  const id = `${numbered(anchor.id)}::uuid`;
  return `${open} AND (position, id) ${beyond} ((SELECT position FROM todos WHERE user_id = $1 AND id = ${id}), ${id})
    ORDER BY position ${direction}, id ${direction} LIMIT 2`;
}

/** The order of the todos of one list, within a change. */
@Injectable()
export class TodoOrderRepository {
  /** @see neighbours */
  async neighbours(change: Change, listId: string, anchor: Anchor | undefined, without: string[]) {
    const [given, numbered] = numbering(change);
    return change.manager.query<Standing[]>(neighbours(`${numbered(listId)}::uuid`, anchor, without, numbered), given);
  }

  /** Gives every todo of a list a short key and leaves their order; those completed or in Trash keep theirs as well. */
  async rebalance({ manager, userId, revision }: Change, listId: string): Promise<void> {
    const rows = await manager.query<Standing[]>(
      'SELECT id FROM todos WHERE user_id = $1 AND list_id = $2 ORDER BY position, id',
      [userId, listId],
    );
    await manager.query(
      `UPDATE todos SET position = new.position, revision = $4 FROM unnest($2::uuid[], $3::text[]) AS new (id, position)
       WHERE ${isOneOf('todos', idsOf('$2'), 'id = given.id')} AND new.id = todos.id`,
      [userId, rows.map(({ id }) => id), evenKeys(rows.length), revision],
    );
  }
}
