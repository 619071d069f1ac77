import { getRouteApi } from '@tanstack/react-router';
import { usePageTitle } from '../shared/ui/page-title';

const route = getRouteApi('/_authenticated/dashboard');

/** `/dashboard` */
export function DashboardPage() {
  const { user } = route.useRouteContext();
  usePageTitle('Todos');
  return <h1 tabIndex={-1}>Todos of {user.name}</h1>;
}
