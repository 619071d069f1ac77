import type { components } from '@latch/contracts/latch';

type SyncPage = components['schemas']['SyncPage'];

/** A page of the change feed, the last one, with nothing in it but what a test is about. */
export function aSyncPage(fields: Partial<SyncPage> & Pick<SyncPage, 'revision'>): SyncPage {
  const settings = { timeZone: null, dayStart: 0, weekStart: 1 };
  return {
    more: false,
    reset: false,
    settings,
    projects: [],
    sections: [],
    labels: [],
    filters: [],
    todos: [],
    gone: [],
    ...fields,
  };
}
