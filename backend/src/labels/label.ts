import type { components } from '@latch/contracts/latch';
import type { OwnedRow } from '../database/owned-rows.js';
import { type Values, namesOf, pick } from '@latch/domain/fields';
import { labelFields } from '@latch/domain/outline-fields';

export type LabelResponse = components['schemas']['Label'];
export type SyncedLabel = components['schemas']['SyncedLabel'];
export type ExportedLabel = components['schemas']['ExportedLabel'];

/** A row of `labels`. It never leaves its feature; `toLabelResponse` says what does. */
export interface Label extends Values<typeof labelFields>, OwnedRow {}

const ANSWERED = ['id', ...namesOf(labelFields), 'version', 'createdAt', 'updatedAt'] as const;

/** What the world sees of a label. */
export function toLabelResponse(label: Label): LabelResponse {
  return pick(label, ANSWERED);
}

/** What its owner takes along of a label. */
export function toExportedLabel(label: Label): ExportedLabel {
  return pick(label, [...ANSWERED, 'deletedAt']);
}

/** What a copy on a device has of a label. */
export function toSyncedLabel(label: Label): SyncedLabel {
  return pick(label, [...ANSWERED, 'deletedAt', 'deletedWith']);
}
