import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { isOutage, sentenceOf } from '../shared/api/errors';
import { Button } from '../shared/ui/button';
import { MessagePage } from './message-page';
import { OutagePage } from './outage-page';

/** What is shown when a page cannot be: an outage, or what nobody foresaw. Neither signs anybody out. */
export function ErrorPage({ error }: ErrorComponentProps) {
  const router = useRouter();
  if (isOutage(error)) return <OutagePage onRetry={() => router.invalidate()} />;
  return (
    <MessagePage title="Something went wrong" heading="This page did not open">
      <p>{sentenceOf(error)} Your todos are safe; they are kept on the server.</p>
      <Button variant="primary" onClick={() => void router.invalidate()}>
        Try again
      </Button>
    </MessagePage>
  );
}
