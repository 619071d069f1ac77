/** What the feed calls each thing that can be removed for good, and its table. */
export const TABLE_OF = {
  project: 'projects',
  section: 'sections',
  label: 'labels',
  filter: 'filters',
  todo: 'todos',
} as const;

export type Removable = keyof typeof TABLE_OF;

/**
 * A part of a WITH clause that records rows as removed for good, so that every device learns of it.
 * @param removed the part that removes them and returns their `id`; `$1` is the owner
 * @param revision a parameter, such as `$3`
 */
export const recordGone = (entity: Removable, removed: string, revision: string) =>
  `${removed}_gone AS (INSERT INTO gone (user_id, revision, id, entity) SELECT $1, ${revision}, id, '${entity}' FROM ${removed})`;
