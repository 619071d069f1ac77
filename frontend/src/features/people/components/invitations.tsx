import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { focusHeading } from '../../../shared/ui/lost-focus';
import { Skeleton } from '../../../shared/ui/skeleton';
import { formatTimeAgo } from '../../../shared/formatters/ago';
import { useNow } from '../../../shared/formatters/now';
import { dayOfMoment } from '../../../shared/formatters/clock';
import { formatMoment } from '../../../shared/formatters/moments';
import { peopleQueries, type SentInvitation } from '../api/people-queries';
import { usePeopleMutations } from '../use-people-mutations';
import styles from './people.module.css';

/** Open invitations, and the way to take one back. */
export function Invitations({ userId }: { userId: string }) {
  const { data, error, isPending, refetch } = useQuery(peopleQueries.invitations(userId));
  const { busy, message, takeBack } = usePeopleMutations(userId);
  const list = useRef<HTMLUListElement>(null);
  const now = useNow();
  if (isPending) return <Skeleton lines={1} />;
  if (!data)
    return <Banner action={<Button onClick={() => void refetch()}>Try again</Button>}>{sentenceOf(error)}</Banner>;
  const thenStay = async (done: Promise<boolean>) => {
    if (!(await done)) return;
    if (data.items.length > 1) list.current?.focus();
    else focusHeading(list.current);
  };
  return (
    <>
      {message && <Banner tone="danger">{message}</Banner>}
      {data.items.length === 0 && <p className={styles.about}>No open invitations.</p>}
      <ul ref={list} className={styles.list} aria-label="Open invitations" tabIndex={-1}>
        {data.items.map((invitation) => (
          <li key={invitation.id} className={styles.person}>
            <div className={styles.text}>
              <p className={styles.name}>{invitation.email}</p>
              <p className={styles.about}>{formatInvitation(invitation, now)}</p>
            </div>
            <Button
              aria-label={`Revoke the invitation for ${invitation.email}`}
              loading={busy === invitation.id}
              onClick={() => void thenStay(takeBack(invitation))}
            >
              Revoke
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function formatInvitation({ invitedBy, createdAt, expiresAt }: SentInvitation, now: Date): string {
  const by = invitedBy ? ` by ${invitedBy}` : '';
  return `Invited${by} ${formatTimeAgo(createdAt, now)}, valid until ${formatMoment(expiresAt, dayOfMoment(now))}`;
}
