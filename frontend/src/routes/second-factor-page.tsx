import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { optionsQuery } from '../features/account/api/options-query';
import { AccountPage } from '../features/session/components/account-page';
import { SecondFactorForm } from '../features/session/components/second-factor-form';
import { otherPasskeyAddress } from '../shared/passkeys/passkey-address';
import './sign-in-notice';
import { useSignedIn } from './use-signed-in';

/** `/second-factor`, after the password or a provider: who comes from a provider brings no list of methods. */
export function SecondFactorPage() {
  const { next } = useSearch({ from: '/second-factor' });
  const { methods, email } = useLocation({ select: ({ state }) => state });
  const navigate = useNavigate();
  const onSignedIn = useSignedIn(next);
  const { data: options } = useQuery(optionsQuery);
  const startOver = () =>
    void navigate({ to: '/sign-in', search: { next }, state: { notice: 'sign-in-expired', email }, replace: true });
  const other = (
    <p>
      <Link to="/sign-in" search={{ next }} state={{ email }}>
        Back to sign-in
      </Link>
    </p>
  );
  return (
    <AccountPage title="One more step" heading="One more step" lead="Confirm that it is you." other={other}>
      <SecondFactorForm
        methods={methods}
        passkeysElsewhere={otherPasskeyAddress(options)}
        onSignedIn={onSignedIn}
        onExpired={startOver}
      />
    </AccountPage>
  );
}
