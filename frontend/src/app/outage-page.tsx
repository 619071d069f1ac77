import { Button } from '../shared/ui/button';
import { MessagePage } from './message-page';
import styles from './message-page.module.css';
import { useAutomaticRetry } from './use-automatic-retry';

interface OutagePageProps {
  title?: string;
  heading?: string;
  onRetry: () => Promise<void>;
}

/** Latch does not answer: says so, keeps trying, and lets one try at once. */
export function OutagePage({
  title = 'Latch does not answer',
  heading = 'Latch does not answer just now',
  onRetry,
}: OutagePageProps) {
  const { trying, secondsLeft, retryNow } = useAutomaticRetry(onRetry);
  return (
    <MessagePage title={title} heading={heading}>
      <p>Nothing is lost, and nobody is signed out. This page opens by itself once Latch is back.</p>
      <Button variant="primary" loading={trying} onClick={retryNow}>
        Try again now
      </Button>
      <p className={styles.detail} aria-hidden="true">
        {trying ? 'Trying again…' : `Trying again in ${secondsLeft} ${secondsLeft === 1 ? 'second' : 'seconds'}.`}
      </p>
    </MessagePage>
  );
}
