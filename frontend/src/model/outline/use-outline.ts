import { useReplicaViewIfThere } from '../../replica/synced-replica';
import { outlineOf } from '../../replica/views';
import type { Outline } from './outline';

/** Projects, sections, labels and counts; undefined until they are there. */
export function useOutline(userId: string): Outline | undefined {
  return useReplicaViewIfThere(userId, 'outline', outlineOf);
}
