import { withDefaults } from '@latch/domain/fields';
import { projectFields } from '@latch/domain/outline-fields';
import { uuidv7 } from '../uuid';
import { latchApi, unwrap } from '../../shared/api/client';
import { type Project } from './outline';
import type { OutlineSpecs } from './outline-specs';
import type { Kept } from '../changes/change-spec';
import type { OutlineActions, RunChange } from './outline-actions';
import { underChange } from '../todos/todo-context';
import { tidyName } from '../../shared/formatters/tidy-name';

type ProjectActions = Pick<OutlineActions, 'createProject' | 'updateProject' | 'moveProject' | 'removeProject'>;

export function projectActions(userId: string, specs: OutlineSpecs, run: RunChange): ProjectActions {
  return {
    createProject(given, id = uuidv7()) {
      const { beforeId, afterId, ...wanted } = given;
      const now = new Date().toISOString();
      const fields = withDefaults(projectFields, wanted);
      const state = { parentId: wanted.parentId ?? null, inbox: false, position: '', version: 0 };
      const name = tidyName(wanted.name);
      const project: Project = { ...fields, ...state, id, name, createdAt: now, updatedAt: now };
      const body = { ...wanted, id: project.id, name, beforeId, afterId };
      const send = (changeId: string) => {
        const params = { path: { userId }, header: underChange(changeId) };
        return unwrap(latchApi.POST('/api/users/{userId}/projects', { params, body }));
      };
      run({ ...specs.create('projects', project, { beforeId, afterId }, send), kept: ['createProject', given, id] });
      return project;
    },
    updateProject(project, patch) {
      const send = (changeId: string, version?: number) => {
        const params = { path: { userId, projectId: project.id }, header: underChange(changeId) };
        const body = { ...patch, ...(version ? { version } : {}) };
        return unwrap(latchApi.PATCH('/api/users/{userId}/projects/{projectId}', { params, body }));
      };
      const kept: Kept = ['updateProject', project, patch];
      const spec = { ...specs.update('projects', project, patch, send), kept };
      run(spec, () => run({ ...spec, send }));
    },
    moveProject(project, place) {
      const { parentId = project.parentId } = place;
      const send = (changeId: string) => {
        const params = { path: { userId, projectId: project.id }, header: underChange(changeId) };
        return unwrap(latchApi.POST('/api/users/{userId}/projects/{projectId}/move', { params, body: place }));
      };
      run({ ...specs.move('projects', project, { parentId }, place, send), kept: ['moveProject', project, place] });
    },
    removeProject(project) {
      const send = (changeId: string) => {
        const params = { path: { userId, projectId: project.id }, header: underChange(changeId) };
        return unwrap(latchApi.DELETE('/api/users/{userId}/projects/{projectId}', { params }));
      };
      run({ ...specs.remove('projects', project, send), kept: ['removeProject', project] });
    },
  };
}
