import { uuidv7 } from '../uuid';
import { latchApi, unwrap } from '../../shared/api/client';
import { type Section } from './outline';
import type { OutlineSpecs } from './outline-specs';
import type { Kept } from '../changes/change-spec';
import type { OutlineActions, RunChange } from './outline-actions';
import { underChange } from '../todos/todo-context';
import { tidyName } from '../../shared/formatters/tidy-name';

type SectionActions = Pick<OutlineActions, 'createSection' | 'updateSection' | 'moveSection' | 'removeSection'>;

export function sectionActions(userId: string, specs: OutlineSpecs, run: RunChange): SectionActions {
  return {
    createSection(given, id = uuidv7()) {
      const { projectId, name, beforeId, afterId } = given;
      const now = new Date().toISOString();
      const made = { position: '', version: 0, createdAt: now, updatedAt: now };
      const section: Section = { id, projectId, name: tidyName(name), ...made };
      const body = { id: section.id, projectId, name: section.name, beforeId, afterId };
      const send = (changeId: string) => {
        const params = { path: { userId }, header: underChange(changeId) };
        return unwrap(latchApi.POST('/api/users/{userId}/sections', { params, body }));
      };
      run({ ...specs.create('sections', section, { beforeId, afterId }, send), kept: ['createSection', given, id] });
      return section;
    },
    updateSection(section, patch) {
      const send = (changeId: string, version?: number) => {
        const params = { path: { userId, sectionId: section.id }, header: underChange(changeId) };
        const body = { ...patch, ...(version ? { version } : {}) };
        return unwrap(latchApi.PATCH('/api/users/{userId}/sections/{sectionId}', { params, body }));
      };
      const kept: Kept = ['updateSection', section, patch];
      const spec = { ...specs.update('sections', section, patch, send), kept };
      run(spec, () => run({ ...spec, send }));
    },
    moveSection(section, place) {
      const send = (changeId: string) => {
        const params = { path: { userId, sectionId: section.id }, header: underChange(changeId) };
        return unwrap(latchApi.POST('/api/users/{userId}/sections/{sectionId}/move', { params, body: place }));
      };
      run({ ...specs.move('sections', section, {}, place, send), kept: ['moveSection', section, place] });
    },
    removeSection(section) {
      const send = (changeId: string) => {
        const params = { path: { userId, sectionId: section.id }, header: underChange(changeId) };
        return unwrap(latchApi.DELETE('/api/users/{userId}/sections/{sectionId}', { params }));
      };
      run({ ...specs.remove('sections', section, send), kept: ['removeSection', section] });
    },
  };
}
