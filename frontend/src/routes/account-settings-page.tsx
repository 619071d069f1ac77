import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouteContext, useRouter } from '@tanstack/react-router';
import { AccountSettings } from '../features/account/components/account-settings';
import { sessionQuery } from '../features/session/api/session-query';
import type { User } from '../features/session/session';
import { announceSessionChange } from '../features/session/session-channel';
import { reportSignedOut } from '../shared/api/session-events';
import { dropDrafts } from '../shared/kept/kept-drafts';
import { usePageTitle } from '../shared/ui/page-title';
import './sign-in-notice';

/** `/settings/account` */
export function AccountSettingsPage() {
  const { user } = useRouteContext({ from: '/_authenticated' });
  const client = useQueryClient();
  const router = useRouter();
  const navigate = useNavigate();
  usePageTitle('Account');

  const showUser = async (changed: User) => {
    client.setQueryData(sessionQuery.queryKey, (session) => session && { ...session, user: changed });
    await router.invalidate();
  };
  const leave = async () => {
    reportSignedOut();
    client.clear();
    announceSessionChange();
    await navigate({ to: '/sign-in', replace: true, state: { notice: 'account-deleted' } });
    dropDrafts(user.id);
  };
  return <AccountSettings user={user} onUserChanged={showUser} onDeleted={leave} />;
}
