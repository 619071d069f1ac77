import { getRouteApi } from '@tanstack/react-router';
import { TodosPageSkeleton } from '../features/todos/components/todos-page-skeleton';

const route = getRouteApi('/_authenticated/dashboard');

/** `/dashboard` while its todos are on their way. */
export function DashboardPending() {
  const { user } = route.useRouteContext();
  return <TodosPageSkeleton userId={user.id} />;
}
