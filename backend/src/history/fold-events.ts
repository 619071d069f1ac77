import type { Entity } from './change.js';
import type { RecordedEvent } from './history.js';

/** What became of one field of one thing, from the first to the last of several events. */
export interface Turned {
  entity: Entity;
  entityId: string;
  field: string;
  /** The value before the first event. */
  before: unknown;
  /** The value after the last one. */
  after: unknown;
  /** Of the last one. */
  revision: string;
}

/**
 * Draws the events of each field together. That something was made counts as having been in Trash before, because that is
 * how it is taken back.
 * @param events the newest first
 * @returns in the order of the newest event of each
 */
export function foldEvents(events: RecordedEvent[]): Turned[] {
  const folded = new Map<string, Turned>();
  for (const event of events) {
    const { entity, entityId, field, before, after, revision } = asTrash(event);
    const key = `${entityId} ${field}`;
    const known = folded.get(key);
    if (known) known.before = before;
    else folded.set(key, { entity, entityId, field, before, after, revision });
  }
  return [...folded.values()];
}

function asTrash(event: RecordedEvent): RecordedEvent {
  return event.field === 'created' ? { ...event, field: 'deleted', before: true, after: false } : event;
}
