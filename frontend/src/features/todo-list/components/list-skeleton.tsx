import { Skeleton } from '../../../shared/ui/skeleton';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';

/** Where the todos will be. */
export function ListSkeleton() {
  return (
    <>
      <VisuallyHidden>
        <output>Loading your todos</output>
      </VisuallyHidden>
      <Skeleton lines={6} />
    </>
  );
}
