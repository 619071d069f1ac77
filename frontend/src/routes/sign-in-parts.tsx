import { useQuery, useQueryClient } from '@tanstack/react-query';
import { accountQuery } from '../features/account/api/account-query';
import { optionsQuery } from '../features/account/api/options-query';
import { PasswordForm } from '../features/account/components/password-form';
import { SetPasswordForm } from '../features/account/components/set-password-form';
import { devicesQuery } from '../features/devices/api/devices-query';
import { passkeysQuery } from '../features/passkeys/api/passkeys-query';
import { Passkeys } from '../features/passkeys/components/passkeys';
import { secondFactorQuery } from '../features/second-factor/api/second-factor-query';
import { TwoStep } from '../features/second-factor/components/two-step';
import { formatDevice } from '../model/audit/device-formatters';
import { otherPasskeyAddress } from '../shared/passkeys/passkey-address';
import { Part } from '../shared/ui/part';

interface SignInPartsProps {
  userId: string;
  /** What happened, and where one is signed in, may be another thing now. */
  onChanged: () => void;
}

/** How one signs in: the password, a second step, passkeys. */
export function SignInParts({ userId, onChanged }: SignInPartsProps) {
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
