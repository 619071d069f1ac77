import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { Skeleton } from '../../../shared/ui/skeleton';
import { useToday } from '../../../shared/formatters/clock';
import { formatMoment } from '../../../shared/formatters/moments';
import {
  type LinkedProvider,
  linkedProvidersQuery,
  linkProvider,
  type Provider,
  type ProviderId,
} from '../api/providers';
import { saveLinkingProvider } from '../oauth-state';
import { useStartOAuth } from '../use-start-oauth';
import { useUnlink } from '../use-unlink';
import styles from './providers.module.css';

interface LinkedAccountsProps {
  userId: string;
  /** Those that are set up here. */
  providers: readonly Provider[];
  /** Something changed that others may show. */
  onChanged: () => void;
  /** For tests, where the browser stays. */
  leave?: (url: string) => void;
}

/** The accounts elsewhere that sign in to this one, and those that could. */
export function LinkedAccounts({ userId, providers, onChanged, leave }: LinkedAccountsProps) {
  const { data, error, isPending, refetch } = useQuery(linkedProvidersQuery(userId));
  const { asking, leavingFor, message: notGone, start } = useStartOAuth(leave);
  const { busy, message: notUnlinked, unlink } = useUnlink(userId, onChanged);
  const link = (id: ProviderId) =>
    start(id, async () => {
      const address = await linkProvider(userId, id);
      saveLinkingProvider(id);
      return address;
    });
  const list = useRef<HTMLUListElement>(null);
  const today = useToday();
  if (isPending) return <Skeleton lines={providers.length} />;
  if (!data)
    return <Banner action={<Button onClick={() => void refetch()}>Try again</Button>}>{sentenceOf(error)}</Banner>;

  const message = notGone ?? notUnlinked;
  // The button that was pressed becomes another one.
  const thenStay = async (done: Promise<boolean>) => {
    if (await done) list.current?.focus();
  };
  return (
    <>
      <p className={styles.about}>You can sign in with a linked account instead of your password.</p>
      {message && <Banner tone="danger">{message}</Banner>}
      <ul ref={list} className={styles.list} aria-label="Linked accounts" tabIndex={-1}>
        {allOf(providers, data.items).map(({ id, name, linked, canLink }) => (
          <li key={id} className={styles.provider}>
            <div className={styles.text}>
              <p>{name}</p>
              <p className={styles.about}>{linked ? `Linked ${formatMoment(linked.linkedAt, today)}` : 'Not linked'}</p>
            </div>
            {linked && (
              <Button aria-label={`Unlink ${name}`} loading={busy === id} onClick={() => void thenStay(unlink(linked))}>
                Unlink
              </Button>
            )}
            {!linked && canLink && (
              <Button
                aria-label={leavingFor === id ? `Opening ${name}…` : `Link ${name}`}
                loading={asking === id}
                onClick={() => void link(id)}
              >
                {leavingFor === id ? 'Opening…' : 'Link'}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Those that are set up, and those that were when they were linked. */
function allOf(providers: readonly Provider[], linked: readonly LinkedProvider[]) {
  const gone = linked.filter(({ provider }) => !providers.some(({ id }) => id === provider));
  return [
    ...providers.map(({ id, name }) => ({
      id,
      name,
      linked: linked.find(({ provider }) => provider === id),
      canLink: true,
    })),
    ...gone.map((one) => ({ id: one.provider, name: one.name, linked: one, canLink: false })),
  ];
}
