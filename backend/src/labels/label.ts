import type { components } from '@latch/contracts/latch';
import { type Values, namesOf, pick } from '@latch/domain/fields';
import { labelFields } from '@latch/domain/outline-fields';

export type LabelResponse = components['schemas']['Label'];
export type SyncedLabel = components['schemas']['SyncedLabel'];
export type ExportedLabel = components['schemas']['ExportedLabel'];

/** A row of `labels`. It never leaves its feature; `toLabelResponse` says what does. */
export interface Label extends Values<typeof labelFields> {
  id: string;
  version: number;
  fieldVersions: Record<string, number>;
  deletedAt: string | null;
  /** What it went to Trash with; its own id when it went by itself. */
  deletedWith: string | null;
  createdAt: string;
  updatedAt: string;
}

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
