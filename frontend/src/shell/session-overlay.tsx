import { useQuery } from '@tanstack/react-query';
import { optionsQuery } from '../features/account/api/options-query';
import SessionDialog from '../features/session/components/session-dialog';
import type { User } from '../features/session/session';
import { useKeptChanges } from '../model/changes/use-kept-changes';
import { useKeptNotes } from '../model/todos/use-kept-notes';
import { inApp } from '../shared/base-path';
import styles from './app-shell.module.css';

/** What a session needs once the page is there: signing in over it when it ends, and sending what was kept unsent. */
export default function SessionOverlay({ user }: { user: User }) {
  return (
    <>
      <SessionDialog user={user} onOtherUser={() => location.assign(inApp('/inbox'))} elsewhere={<SignInElsewhere />} />
      <KeptWork key={user.id} userId={user.id} />
    </>
  );
}

function KeptWork({ userId }: { userId: string }) {
  useKeptChanges(userId);
  useKeptNotes(userId);
  return null;
}

/**
 * The way over a provider leaves the page, which must stay as it is while a session has ended mid-work: so it is gone in
 * a tab of its own, and this one goes on when the person comes back to it. Nothing where there are no providers.
 */
function SignInElsewhere() {
  const { data } = useQuery(optionsQuery);
  if (!data?.providers.length) return null;
  return (
    <p className={styles.elsewhere}>
      <a href={inApp('/sign-in')} target="_blank" rel="noopener">
        {`Sign in with ${data.providers.map(({ name }) => name).join(' or ')} in a new tab`}
      </a>
      , and come back to this one.
    </p>
  );
}
