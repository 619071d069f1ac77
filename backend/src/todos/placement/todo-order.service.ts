import { Injectable } from '@nestjs/common';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import type { Change } from '../../history/change.js';
import { LONGEST_KEY, keysBetween } from '@latch/domain/order-key';
import type { PlaceDto } from '../dto/todo.dto.js';
import { type Anchor, type Standing, TodoOrderRepository, anchorOf } from './todo-order.repository.js';

interface Moved {
  id: string;
  position?: string;
}

interface Gap {
  before?: Standing;
  after?: Standing;
}

/** Makes room in a list. */
@Injectable()
export class TodoOrderService {
  constructor(private readonly order: TodoOrderRepository) {}

  /**
   * Room directly before or after another todo, or else at the beginning. Todos that stand there already, in their order,
   * keep their positions.
   * @param moved what is to stand there, in its order; its position where it is in this list already
   * @param found its neighbours, where they have been read
   * @throws {ValidationFailedError} when the other todo is not open in this list, or both sides are named
   */
  async roomFor(change: Change, listId: string, where: PlaceDto, moved: Moved[], found?: Standing[]) {
    if (where.beforeId && where.afterId)
      throw new ValidationFailedError({ afterId: ['Send either beforeId or afterId.'] });
    const anchor = anchorOf(where);
    const without = moved.map(({ id }) => id);
    const read = () => this.order.neighbours(change, listId, anchor, without);
    const gap = gapAt(anchor, found ?? (await read()));
    if (standsIn(gap, moved)) return { positions: moved.map(({ position }) => position!), afterId: idOf(gap) };
    const positions = keysFor(gap, moved.length);
    if (positions) return { positions, afterId: idOf(gap) };
    await this.order.rebalance(change, listId);
    const wider = gapAt(anchor, await read());
    return { positions: keysFor(wider, moved.length)!, afterId: idOf(wider) };
  }
}

/** @throws {ValidationFailedError} when the anchor is not open in its list */
function gapAt(anchor: Anchor | undefined, [first, next]: Standing[]): Gap {
  if (!anchor) return { after: first };
  if (first?.id !== anchor.id)
    throw new ValidationFailedError({ [`${anchor.side}Id`]: ['This todo is not open in this list.'] });
  return anchor.side === 'after' ? { before: first, after: next } : { before: next, after: first };
}

/** @returns undefined when there is no room, or keys would become too long */
function keysFor({ before, after }: Gap, count: number): string[] | undefined {
  if (before && after && before.position >= after.position) return undefined;
  const keys = keysBetween(before?.position ?? null, after?.position ?? null, count);
  return keys.every(({ length }) => length <= LONGEST_KEY) ? keys : undefined;
}

function standsIn({ before, after }: Gap, moved: { position?: string }[]): boolean {
  const keys = [before?.position ?? '', ...moved.map(({ position }) => position ?? ''), after?.position ?? '~'];
  return keys.every((key, index) => index === 0 || keys[index - 1]! < key);
}

function idOf({ before }: Gap): string | null {
  return before?.id ?? null;
}
