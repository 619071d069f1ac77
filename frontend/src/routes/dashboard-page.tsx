import { getRouteApi } from '@tanstack/react-router';
import { TodosPage } from '../features/todos/components/todos-page';
import { usePageTitle } from '../shared/ui/page-title';

const route = getRouteApi('/_authenticated/dashboard');

/** `/dashboard` */
export function DashboardPage() {
  const { user } = route.useRouteContext();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  usePageTitle('Todos');
  return (
    <TodosPage
      userId={user.id}
      search={search}
      onSearchChange={(change) => void navigate({ search: (before) => ({ ...before, ...change }), resetScroll: false })}
    />
  );
}
