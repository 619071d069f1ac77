import { withDefaults } from '@latch/domain/fields';
import { labelFields } from '@latch/domain/outline-fields';
import { uuidv7 } from '../uuid';
import { latchApi, unwrap } from '../../shared/api/client';
import { type Label } from './outline';
import type { OutlineSpecs } from './outline-specs';
import type { Kept } from '../changes/change-spec';
import type { OutlineActions, RunChange } from './outline-actions';
import { underChange } from '../todos/todo-context';
import { tidyName } from '../../shared/formatters/tidy-name';

type LabelActions = Pick<OutlineActions, 'createLabel' | 'updateLabel' | 'removeLabel'>;

export function labelActions(userId: string, specs: OutlineSpecs, run: RunChange): LabelActions {
  return {
    createLabel(wanted, id = uuidv7()) {
      const now = new Date().toISOString();
      const made = { version: 0, createdAt: now, updatedAt: now };
      const label: Label = { ...withDefaults(labelFields, wanted), ...made, id, name: tidyName(wanted.name) };
      const body = { ...wanted, id: label.id, name: label.name };
      const send = (changeId: string) => {
        const params = { path: { userId }, header: underChange(changeId) };
        return unwrap(latchApi.POST('/api/users/{userId}/labels', { params, body }));
      };
      run({ ...specs.create('labels', label, {}, send), kept: ['createLabel', wanted, id] });
      return label;
    },
    updateLabel(label, patch) {
      const send = (changeId: string, version?: number) => {
        const params = { path: { userId, labelId: label.id }, header: underChange(changeId) };
        const body = { ...patch, ...(version ? { version } : {}) };
        return unwrap(latchApi.PATCH('/api/users/{userId}/labels/{labelId}', { params, body }));
      };
      const kept: Kept = ['updateLabel', label, patch];
      const spec = { ...specs.update('labels', label, patch, send), kept };
      run(spec, () => run({ ...spec, send }));
    },
    removeLabel(label) {
      const send = (changeId: string) => {
        const params = { path: { userId, labelId: label.id }, header: underChange(changeId) };
        return unwrap(latchApi.DELETE('/api/users/{userId}/labels/{labelId}', { params }));
      };
      run({ ...specs.remove('labels', label, send), kept: ['removeLabel', label] });
    },
  };
}
