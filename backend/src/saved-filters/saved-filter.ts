import type { components } from '@latch/contracts/latch';
import type { OwnedRow } from '../database/owned-rows.js';
import { type Values, namesOf, pick } from '@latch/domain/fields';
import { savedFilterFields } from '@latch/domain/outline-fields';

export type SavedFilterResponse = components['schemas']['SavedFilter'];
export type SyncedSavedFilter = components['schemas']['SyncedSavedFilter'];
export type ExportedSavedFilter = components['schemas']['ExportedSavedFilter'];

/** A row of `filters`. It never leaves its feature; `toSavedFilterResponse` says what does. */
export interface SavedFilter extends Values<typeof savedFilterFields>, OwnedRow {
  position: string;
}

const ANSWERED = ['id', ...namesOf(savedFilterFields), 'position', 'version', 'createdAt', 'updatedAt'] as const;

/** What the world sees of a saved filter. */
export function toSavedFilterResponse(filter: SavedFilter): SavedFilterResponse {
  return pick(filter, ANSWERED);
}

/** What its owner takes along of a saved filter. */
export function toExportedSavedFilter(filter: SavedFilter): ExportedSavedFilter {
  return pick(filter, [...ANSWERED, 'deletedAt']);
}

/** What a copy on a device has of a saved filter. */
export function toSyncedSavedFilter(filter: SavedFilter): SyncedSavedFilter {
  return pick(filter, [...ANSWERED, 'deletedAt', 'deletedWith']);
}
