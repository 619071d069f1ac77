import { canFollow, type Reading } from './reading.js';
import type { Slots } from './slot-readers.js';
import { readSlot, type SlotName } from './slots.js';

interface Item {
  words: ReadonlySet<string> | undefined;
  slot: SlotName | undefined;
  isOptional: boolean;
  /** A comma may follow. */
  comma: boolean;
}

export interface Match {
  /** Behind the last token that it takes. */
  end: number;
  slots: Slots;
}

const compiled = new Map<string, Item[]>();

/**
 * A pattern is a row of words. `a|b` is one of both, `?` makes it optional, `{slot}` is what `slots.ts` reads, and a comma says
 * that one may be typed there.
 * @returns the longest match that begins at a token
 */
export function matchPattern(reading: Reading, pattern: string, at: number): Match | undefined {
  return matchItems(reading, itemsOf(pattern), { index: 0, end: at, slots: {} });
}

function itemsOf(pattern: string): Item[] {
  const known = compiled.get(pattern);
  if (known) return known;
  const items = pattern.split(' ').map((part): Item => {
    const comma = part.endsWith(',');
    const bare = comma ? part.slice(0, -1) : part;
    const slot = /^\{(\w+)(\?)?\}$/.exec(bare);
    if (slot) return { words: undefined, slot: slot[1] as SlotName, isOptional: slot[2] !== undefined, comma };
    const isOptional = bare.endsWith('?');
    const words = new Set((isOptional ? bare.slice(0, -1) : bare).split('|'));
    return { words, slot: undefined, isOptional, comma };
  });
  compiled.set(pattern, items);
  return items;
}

/** A match so far. */
interface State extends Match {
  index: number;
  /** The item that was taken last. */
  taken?: Item;
}

function matchItems(reading: Reading, items: Item[], state: State): Match | undefined {
  reading.work.steps++;
  const { index, end, taken } = state;
  const item = items[index];
  if (!item) return state;
  const without = item.isOptional ? matchItems(reading, items, { ...state, index: index + 1 }) : undefined;
  const isOpen = !taken || canFollow(reading, end, taken.comma);
  const next = isOpen ? takeItem(reading, item, state) : undefined;
  const found = next && matchItems(reading, items, { ...next, index: index + 1, taken: item });
  if (!found || !without) return found ?? without;
  return found.end >= without.end ? found : without;
}

function takeItem(reading: Reading, { words, slot }: Item, { end: at, slots }: Match): Match | undefined {
  const token = reading.tokens[at];
  if (!token?.isFree) return undefined;
  if (words) return words.has(token.core) ? { end: at + 1, slots } : undefined;
  const read = slot && readSlot(reading, slot, at);
  return read && { end: read.end, slots: { ...slots, ...read.slots } };
}
