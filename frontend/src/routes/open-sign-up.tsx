import { AccountPage } from '../features/session/components/account-page';
import { SignUpForm } from '../features/session/components/sign-up-form';
import { SetupLine } from '../features/setup/components/setup-line';
import type { AuthPage, SignUpPageProps } from './auth-page';
import { OtherWays } from './other-ways';
import { useSignedIn } from './use-signed-in';

/** Anybody may make an account, or whoever has the set-up code the first one: by e-mail, since no provider takes it along. */
export function OpenSignUp({ page, options, next, onMailSent }: SignUpPageProps) {
  const onSignedIn = useSignedIn(next);
  const words = options?.firstAccount ? first : { ...page, heading: 'Begin a list', lead: 'It is yours alone.' };
  return (
    <AccountPage {...words}>
      <SignUpForm setupCodeNeeded={options?.setupCodeNeeded} onSignedIn={onSignedIn} onMailSent={onMailSent} />
      {!options?.setupCodeNeeded && <OtherWays providers={options?.providers} next={next} />}
    </AccountPage>
  );
}

/** Nobody can sign in before it is there, so no way leads to sign-in. */
const first: AuthPage & { heading: string; lead: string } = {
  title: 'Create the first account',
  heading: 'Create the first account',
  lead: 'It will be the administrator’s, who may invite people and look after their accounts.',
  other: <SetupLine />,
};
