import { NAMES } from '../../replica/replica';
import { useIsWhole, useReplicaViewIfThere } from '../../replica/synced-replica';
import { namesOf, type Outline, outlineOf } from '../../replica/views';

/** Projects, sections and labels; undefined until they are there. */
export function useOutline(userId: string): Outline | undefined {
  // A person sees names before it is known how much is open.
  const [key, read] = useIsWhole(userId) ? (['outline', outlineOf] as const) : ([NAMES, namesOf] as const);
  return useReplicaViewIfThere<Outline>(userId, key, read);
}
