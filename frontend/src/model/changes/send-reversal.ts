import { latchApi, unwrap } from '../../shared/api/client';
import { underChange } from '../todos/todo-context';

/** Takes a change back, or makes it again. @param reversalId names that as a change of its own */
export function sendReversal(userId: string, way: 'undo' | 'redo', changeId: string, reversalId: string) {
  const params = { path: { userId, changeId }, header: underChange(reversalId) };
  return unwrap(latchApi.POST(`/api/users/{userId}/changes/{changeId}/${way}`, { params }));
}
