import { AccountPage } from '../features/session/components/account-page';
import type { AuthPage } from './auth-page';

const MESSAGES = {
  closed: {
    heading: 'No new accounts',
    lead: 'This Latch takes nobody new.',
    text: 'If you think that it should take you, ask whoever runs it.',
  },
  invitation: {
    heading: 'By invitation',
    lead: 'This Latch takes people who are invited.',
    text: 'An invitation is a link, in a mail or from whoever runs this Latch. Open it, and you can make your account here.',
  },
};

/** Why there is no form to make an account with. */
export function NoSignUp({ page, signUp }: { page: AuthPage; signUp: keyof typeof MESSAGES }) {
  const { heading, lead, text } = MESSAGES[signUp];
  return (
    <AccountPage key={signUp} {...page} heading={heading} lead={lead}>
      <p>{text}</p>
    </AccountPage>
  );
}
