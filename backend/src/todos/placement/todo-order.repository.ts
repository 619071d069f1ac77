import { Injectable } from '@nestjs/common';
import type { Change } from '../../history/change.js';
import { evenKeys } from '../../ordering/order-key.js';
import { idsOf, isOneOf, isOpen } from '../todo-columns.js';

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

/** The order of the todos of one list, within a change. */
@Injectable()
export class TodoOrderRepository {
  /** The first open todo of a list, if there is one; those without are passed over. */
  async first({ manager, userId }: Change, listId: string, without: string[]): Promise<Standing | undefined> {
    const [first] = await manager.query<Standing[]>(
      `SELECT id, position FROM todos t WHERE user_id = $1 AND list_id = $2 AND ${isOpen('t')} AND id <> ALL($3::uuid[])
       ORDER BY position, id LIMIT 1`,
      [userId, listId, without],
    );
    return first;
  }

  /** @returns the anchor and the one beyond it, on the side of the anchor; nothing when it is not open in that list */
  async nextTo(
    { manager, userId }: Change,
    listId: string,
    anchor: Anchor,
    without: string[],
  ): Promise<[Standing, Standing | undefined] | undefined> {
    const [beyond, direction] = anchor.side === 'after' ? ['>=', 'ASC'] : ['<=', 'DESC'];
    const [found, next] = await manager.query<Standing[]>(
      `SELECT id, position FROM todos t WHERE user_id = $1 AND list_id = $2 AND ${isOpen('t')} AND id <> ALL($3::uuid[])
         AND (position, id) ${beyond} ((SELECT position FROM todos WHERE user_id = $1 AND id = $4), $4)
       ORDER BY position ${direction}, id ${direction} LIMIT 2`,
      [userId, listId, without, anchor.id],
    );
    return found?.id === anchor.id ? [found, next] : undefined;
  }

  /** Gives every todo of a list a short key and leaves their order; those completed or in Trash keep theirs as well. */
  async rebalance({ manager, userId }: Change, listId: string): Promise<void> {
    const rows = await manager.query<Standing[]>(
      'SELECT id FROM todos WHERE user_id = $1 AND list_id = $2 ORDER BY position, id',
      [userId, listId],
    );
    await manager.query(
      `UPDATE todos SET position = new.position FROM unnest($2::uuid[], $3::text[]) AS new (id, position)
       WHERE ${isOneOf(idsOf('$2'), 'given')} AND new.id = todos.id`,
      [userId, rows.map(({ id }) => id), evenKeys(rows.length)],
    );
  }
}
