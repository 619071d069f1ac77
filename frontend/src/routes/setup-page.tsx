import { AccountPage } from '../features/session/components/account-page';
import { Setup } from '../features/setup/components/setup';
import { Link } from '@tanstack/react-router';

/** `/setup`, for whoever sets this Latch up. */
export function SetupPage() {
  const onwards = (
    <p>
      <Link to="/sign-up">Create the first account</Link>
    </p>
  );
  return (
    <AccountPage
      title="Set-up"
      heading="Is it set up well?"
      lead="Looked at from this very browser, until there is the first account."
      other={onwards}
      wide
    >
      <Setup />
    </AccountPage>
  );
}
