import type { components } from '@latch/contracts/latch';

export type LabelResponse = components['schemas']['Label'];
export type ExportedLabel = components['schemas']['ExportedLabel'];
export type Colour = LabelResponse['colour'];

/** A row of `labels`. It never leaves its feature; `toLabelResponse` says what does. */
export interface Label {
  id: string;
  name: string;
  colour: Colour;
  favourite: boolean;
  version: number;
  fieldVersions: Record<string, number>;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

/** What the world sees of a label. @param openCount open todos that have it */
export function toLabelResponse(label: Label, openCount: number): LabelResponse {
  const { id, name, colour, favourite, version, createdAt, updatedAt } = label;
  return {
    id,
    name,
    colour,
    favourite,
    openCount,
    version,
    createdAt,
    updatedAt,
  };
}

/** What its owner takes along of a label. */
export function toExportedLabel(label: Label): ExportedLabel {
  const { openCount: _counted, ...kept } = toLabelResponse(label, 0);
  return { ...kept, deletedAt: label.deletedAt };
}
