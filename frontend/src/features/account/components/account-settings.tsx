import { useQuery } from '@tanstack/react-query';
import { sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { Part } from '../../../shared/ui/part';
import { Skeleton } from '../../../shared/ui/skeleton';
import { accountQuery, type User } from '../api/account';
import styles from './account.module.css';
import { DeleteAccount } from './delete-account';
import { EmailSettings } from './email-settings';
import { ExportLink } from './export-link';
import { NameForm } from './name-form';

interface AccountSettingsProps {
  user: User;
  onUserChanged: (user: User) => void | Promise<void>;
  onDeleted: () => void | Promise<void>;
}

/** What belongs to the account itself: name, address, a copy of all, and its end. */
export function AccountSettings({ user, onUserChanged, onDeleted }: AccountSettingsProps) {
  const { data: account, error, isPending, refetch } = useQuery(accountQuery(user.id));
  return (
    <>
      <Part title="Name">
        <NameForm user={user} onChanged={onUserChanged} />
      </Part>
      <Part title="E-mail address">
        {isPending && <Skeleton lines={1} />}
        {error && !account && (
          <Banner action={<Button onClick={() => void refetch()}>Try again</Button>}>{sentenceOf(error)}</Banner>
        )}
        {account && <EmailSettings account={account} />}
      </Part>
      <Part title="Your data">
        <div className={styles.line}>
          <p className={styles.text}>All your projects, todos and labels in one file.</p>
          <ExportLink userId={user.id}>Download everything as JSON</ExportLink>
        </div>
      </Part>
      <Part title="Delete account">
        <DeleteAccount userId={user.id} hasPassword={account?.hasPassword} onDeleted={onDeleted} />
      </Part>
    </>
  );
}
