import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { accountQuery } from '../features/account/api/account';
import { optionsQuery } from '../features/account/api/options-query';
import { PasswordForm } from '../features/account/components/password-form';
import { SetPasswordForm } from '../features/account/components/set-password-form';
import { auditQuery } from '../features/devices/api/audit-query';
import { devicesQuery } from '../features/devices/api/devices';
import { AuditLog } from '../features/devices/components/audit-log';
import { DeviceList } from '../features/devices/components/device-list';
import { passkeysQuery } from '../features/passkeys/api/passkeys';
import { Passkeys } from '../features/passkeys/components/passkeys';
import { linkedProvidersQuery } from '../features/providers/api/providers';
import { LinkedAccounts } from '../features/providers/components/linked-accounts';
import { formatOAuthError } from '../features/providers/oauth-callback-error';
import { clearLinkingProvider, readLinkingProvider } from '../features/providers/oauth-state';
import { secondFactorQuery } from '../features/second-factor/api/second-factor';
import { TwoStep } from '../features/second-factor/components/two-step';
import { formatDevice } from '../model/audit/device-formatters';
import { otherPasskeyAddress } from '../shared/passkeys/passkey-address';
import { Banner } from '../shared/ui/banner';
import { usePageTitle } from '../shared/ui/page-title';
import { Part } from '../shared/ui/part';
import { useOAuthCallbackError } from './use-oauth-callback-error';
import { useUserId } from './authenticated-route';

/** `/settings/security` */
export function SecurityPage() {
  const userId = useUserId();
  const client = useQueryClient();
  usePageTitle('Security');
  const lookAgain = () => {
    for (const { queryKey } of [devicesQuery(userId), auditQuery(userId)]) void client.invalidateQueries({ queryKey });
  };
  return (
    <>
      <OAuthCallbackResult userId={userId} />
      <SignInParts userId={userId} onChanged={lookAgain} />
      <LinkedAccountsPart userId={userId} onChanged={lookAgain} />
      <Part title="Your devices">
        <DeviceList userId={userId} />
      </Part>
      <Part title="Activity">
        <AuditLog userId={userId} />
      </Part>
    </>
  );
}

/** What it came to that somebody went to a provider to link an account there; nothing for who did not. */
function OAuthCallbackResult({ userId }: { userId: string }) {
  const error = useOAuthCallbackError();
  const [linking] = useState(readLinkingProvider);
  useEffect(clearLinkingProvider, []);
  const { data } = useQuery(linkedProvidersQuery(userId));
  if (error) return <Banner tone="danger">{formatOAuthError(error)}</Banner>;
  const linked = data?.items.find(({ provider }) => provider === linking);
  return linked ? <Banner>{`${linked.name} is linked now: you can sign in with it.`}</Banner> : null;
}

interface SignInPartsProps {
  userId: string;
  /** What happened, and where one is signed in, may be another thing now. */
  onChanged: () => void;
}

/** How one signs in: the password, a second step, passkeys. */
function SignInParts({ userId, onChanged }: SignInPartsProps) {
  const client = useQueryClient();
  const { data: account } = useQuery(accountQuery(userId));
  const { data: options } = useQuery(optionsQuery);
  const { data: devices } = useQuery(devicesQuery(userId));
  const hasPassword = account?.hasPassword ?? true;
  const present = devices?.items.find(({ current }) => current);
  const lookAgain = () => {
    onChanged();
    const queries = [accountQuery(userId), secondFactorQuery(userId), passkeysQuery(userId)];
    return Promise.all(queries.map(({ queryKey }) => client.invalidateQueries({ queryKey })));
  };
  return (
    <>
      <Part title="Password">
        {hasPassword ? (
          <PasswordForm userId={userId} onChanged={onChanged} />
        ) : (
          <SetPasswordForm userId={userId} onChanged={() => void lookAgain()} />
        )}
      </Part>
      <Part title="Two-step sign-in">
        <TwoStep userId={userId} hasPassword={hasPassword} onChanged={lookAgain} />
      </Part>
      <Part title="Passkeys">
        <Passkeys
          userId={userId}
          possible={options?.passkeys ?? true}
          elsewhere={otherPasskeyAddress(options)}
          suggestedName={present ? formatDevice(present) : 'My passkey'}
          onChanged={lookAgain}
        />
      </Part>
    </>
  );
}

/** The accounts elsewhere, where there are any or could be. */
function LinkedAccountsPart({ userId, onChanged }: { userId: string; onChanged: () => void }) {
  const { data: options } = useQuery(optionsQuery);
  const { data: linked } = useQuery(linkedProvidersQuery(userId));
  const providers = options?.providers ?? [];
  if (providers.length === 0 && !linked?.items.length) return null;
  return (
    <Part title="Linked accounts">
      <LinkedAccounts userId={userId} providers={providers} onChanged={onChanged} />
    </Part>
  );
}
