import { CreateTodos1763683200000 } from './1763683200000-create-todos.js';
import { Organise1763769600000 } from './1763769600000-organise.js';
import { ErasedOwners1764374400000 } from './1764374400000-erased-owners.js';
import { HistoryInOneTable1764460800000 } from './1764460800000-history-in-one-table.js';
import { Feed1764547200000 } from './1764547200000-feed.js';
import { SearchIndex1764633600000 } from './1764633600000-search-index.js';
import { SearchOrder1764720000000 } from './1764720000000-search-order.js';
import { DropCountIndexes1764806400000 } from './1764806400000-drop-count-indexes.js';
import { RequestKeys1764892800000 } from './1764892800000-request-keys.js';
import { Dates1764979200000 } from './1764979200000-dates.js';
import { Recurrence1765065600000 } from './1765065600000-recurrence.js';
import { Reminders1765152000000 } from './1765152000000-reminders.js';
import { SavedFilters1765238400000 } from './1765238400000-saved-filters.js';

/** Every migration, oldest first. Once shipped, one is never edited: the next one changes what it made. */
export const migrations = [
  CreateTodos1763683200000,
  Organise1763769600000,
  ErasedOwners1764374400000,
  HistoryInOneTable1764460800000,
  Feed1764547200000,
  SearchIndex1764633600000,
  SearchOrder1764720000000,
  DropCountIndexes1764806400000,
  RequestKeys1764892800000,
  Dates1764979200000,
  Recurrence1765065600000,
  Reminders1765152000000,
  SavedFilters1765238400000,
];

/** The names of all of them, oldest first. */
export const migrationNames = migrations.map(({ name }) => name);
