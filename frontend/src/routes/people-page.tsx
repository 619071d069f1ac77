import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../features/account/api/account';
import { optionsQuery } from '../features/account/api/options-query';
import { EveryonesLog } from '../features/people/components/everyones-log';
import { Invitations } from '../features/people/components/invitations';
import { InviteForm } from '../features/people/components/invite-form';
import { PeopleList } from '../features/people/components/people-list';
import { sentenceOf } from '../shared/api/errors';
import { Banner } from '../shared/ui/banner';
import { Button } from '../shared/ui/button';
import { EmptyState } from '../shared/ui/empty-state';
import { usePageTitle } from '../shared/ui/page-title';
import { Part } from '../shared/ui/part';
import { Skeleton } from '../shared/ui/skeleton';
import { useUserId } from './authenticated-route';

/** `/settings/people`, for administrators. */
export function PeoplePage() {
  const userId = useUserId();
  const { data: account, error, isPending, refetch } = useQuery(accountQuery(userId));
  usePageTitle('People');
  if (isPending) return <Skeleton lines={6} />;
  if (!account)
    return <Banner action={<Button onClick={() => void refetch()}>Try again</Button>}>{sentenceOf(error)}</Banner>;
  if (!account.administrator)
    return <EmptyState title="For administrators">Administrators see here who has an account.</EmptyState>;
  return (
    <>
      <Part title="Invitations">
        <Inviting userId={userId} />
      </Part>
      <Part title="People">
        <PeopleList userId={userId} />
      </Part>
      <Part title="Activity">
        <EveryonesLog userId={userId} />
      </Part>
    </>
  );
}

function Inviting({ userId }: { userId: string }) {
  const { data: options } = useQuery(optionsQuery);
  if (options?.signUp === 'closed')
    return <p>This Latch takes no new accounts. To allow invitations, set SIGN_UP=invitation.</p>;
  return (
    <>
      <InviteForm userId={userId} />
      <Invitations userId={userId} />
    </>
  );
}
