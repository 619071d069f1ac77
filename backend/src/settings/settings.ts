import type { components } from '@latch/contracts/latch';
import { namesOf, pick, withDefaults } from '@latch/domain/fields';
import { settingsFields } from '@latch/domain/settings-fields';
import { columnNames, selectList } from '../fields/field-columns.js';

export type Settings = components['schemas']['Settings'];

const NAMES = namesOf(settingsFields);

/** The column of each, in `owners`. */
export const SETTINGS_COLUMN_OF = columnNames(NAMES);

/** Those columns, for a SELECT from `owners`. */
export const SETTINGS_COLUMNS = selectList(NAMES, 'owners');

/** What somebody has who never changed anything. */
export const DEFAULT_SETTINGS: Settings = withDefaults(settingsFields, {});

/** The settings in a row that was read with `SETTINGS_COLUMNS`. */
export function toSettings(row: Settings): Settings {
  return pick(row, NAMES);
}
