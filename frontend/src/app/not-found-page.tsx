import { Link } from '@tanstack/react-router';
import { buttonClassName } from '../shared/ui/button';
import { MessagePage } from './message-page';

/** An address that leads nowhere. */
export default function NotFoundPage() {
  return (
    <MessagePage title="Not found" heading="Page not found">
      <p>The address may be mistyped, or the page was removed.</p>
      <Link className={buttonClassName('primary')} to="/inbox">
        Go to your todos
      </Link>
    </MessagePage>
  );
}
