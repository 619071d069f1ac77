import { Link } from '@tanstack/react-router';
import { AccountPage } from '../features/session/components/account-page';
import { Setup } from '../features/setup/components/setup';
import { buttonClassName } from '../shared/ui/button';

/** `/setup`, for the person who sets this Latch up. */
export function SetupPage() {
  return (
    <AccountPage title="Set-up" heading="Set-up check" lead="How this Latch is set up, as this browser sees it." wide>
      <Setup
        onwards={
          <Link className={buttonClassName('primary')} to="/sign-up">
            Create the first account
          </Link>
        }
      />
    </AccountPage>
  );
}
