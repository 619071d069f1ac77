import type { components } from '@latch/contracts/latch';
import type { Cause, Entity } from './change.js';

export type EventResponse = components['schemas']['Event'];

/** The place in a history after which the next page begins. */
export interface HistoryPlace {
  revision: string;
  seq: number;
}

/** A row of `events`, with the change it belongs to. */
export interface RecordedEvent extends HistoryPlace {
  changeId: string;
  at: string;
  actor: string;
  cause: Cause;
  entity: Entity;
  entityId: string;
  title: string;
  field: string;
  before: unknown;
  after: unknown;
}

export interface NamedChange {
  id: string;
  cause: Cause;
  ofId: string | null;
}

export interface ChangeSummary {
  id: string;
  at: string;
  undone: boolean;
  entity: Entity;
  title: string;
  count: number;
}

/** What the world sees of an event. */
export function toEventResponse(event: RecordedEvent): EventResponse {
  const { changeId, at, actor, cause, entity, entityId, field, before, after } = event;
  return { changeId, at, actor, cause, entity, entityId, field, before, after };
}
