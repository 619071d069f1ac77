import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { readSession } from '../features/session/api/session-query';
import { isOutage, sentenceOf } from '../shared/api/errors';
import { Button } from '../shared/ui/button';
import { MessagePage } from './message-page';
import { OutagePage } from './outage-page';

/** What is shown when a page cannot be: an outage, or what nobody foresaw. Neither signs anybody out. */
export default function ErrorPage({ error }: ErrorComponentProps) {
  const router = useRouter();
  const retry = async () => {
    // Asked from here first, so that this page stays while nobody answers: the router would put a waiting one in its place.
    const stillOut = await readSession(router.options.context.queryClient).then(() => false, isOutage);
    if (!stillOut) await router.invalidate();
  };
  if (isOutage(error)) return <OutagePage onRetry={retry} />;
  return (
    <MessagePage title="Something went wrong" heading="This page did not open">
      <p>{`${sentenceOf(error)} Your todos are safe; they are kept on the server.`}</p>
      <Button variant="primary" onClick={() => void router.invalidate()}>
        Try again
      </Button>
    </MessagePage>
  );
}
