import { useReplicaViewIfThere } from '../../replica/synced-replica';
import { type Outline, outlineOf } from '../../replica/views';

/** Projects, sections and labels; undefined until they are there. */
export function useOutline(userId: string): Outline | undefined {
  return useReplicaViewIfThere(userId, 'outline', outlineOf);
}
