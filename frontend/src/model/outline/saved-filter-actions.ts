import { withDefaults } from '@latch/domain/fields';
import { savedFilterFields } from '@latch/domain/outline-fields';
import { uuidv7 } from '../uuid';
import { latchApi, unwrap } from '../../shared/api/client';
import type { SavedFilter } from './outline';
import type { OutlineSpecs } from './outline-specs';
import type { Kept } from '../changes/change-spec';
import type { OutlineActions, RunChange } from './outline-actions';
import { underChange } from '../todos/todo-context';
import { tidyName } from '../../shared/formatters/tidy-name';

type SavedFilterActions = Pick<OutlineActions, 'createFilter' | 'updateFilter' | 'moveFilter' | 'removeFilter'>;

export function savedFilterActions(userId: string, specs: OutlineSpecs, run: RunChange): SavedFilterActions {
  return {
    createFilter(given, id = uuidv7()) {
      const { beforeId, afterId, ...wanted } = given;
      const now = new Date().toISOString();
      const made = { position: '', version: 0, createdAt: now, updatedAt: now };
      const name = tidyName(wanted.name);
      const filter: SavedFilter = { ...withDefaults(savedFilterFields, wanted), ...made, id, name };
      const body = { ...wanted, id, name, beforeId, afterId };
      const send = (changeId: string) => {
        const params = { path: { userId }, header: underChange(changeId) };
        return unwrap(latchApi.POST('/api/users/{userId}/filters', { params, body }));
      };
      run({ ...specs.create('filters', filter, { beforeId, afterId }, send), kept: ['createFilter', given, id] });
      return filter;
    },
    updateFilter(filter, patch) {
      const send = (changeId: string, version?: number) => {
        const params = { path: { userId, filterId: filter.id }, header: underChange(changeId) };
        const body = { ...patch, ...(version ? { version } : {}) };
        return unwrap(latchApi.PATCH('/api/users/{userId}/filters/{filterId}', { params, body }));
      };
      const kept: Kept = ['updateFilter', filter, patch];
      const spec = { ...specs.update('filters', filter, patch, send), kept };
      run(spec, () => run({ ...spec, send }));
    },
    moveFilter(filter, place) {
      const send = (changeId: string) => {
        const params = { path: { userId, filterId: filter.id }, header: underChange(changeId) };
        return unwrap(latchApi.POST('/api/users/{userId}/filters/{filterId}/move', { params, body: place }));
      };
      run({ ...specs.move('filters', filter, {}, place, send), kept: ['moveFilter', filter, place] });
    },
    removeFilter(filter) {
      const send = (changeId: string) => {
        const params = { path: { userId, filterId: filter.id }, header: underChange(changeId) };
        return unwrap(latchApi.DELETE('/api/users/{userId}/filters/{filterId}', { params }));
      };
      run({ ...specs.remove('filters', filter, send), kept: ['removeFilter', filter] });
    },
  };
}
