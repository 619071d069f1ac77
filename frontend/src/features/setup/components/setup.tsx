import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError, isOutage, sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { EmptyState } from '../../../shared/ui/empty-state';
import { Skeleton } from '../../../shared/ui/skeleton';
import { setupQuery } from '../api/setup-query';
import styles from './setup.module.css';

/**
 * What is right and what is not about how this Latch is set up, until there is the first account.
 * @param onwards the way to that account
 */
export function Setup({ onwards }: { onwards?: ReactNode }) {
  const { data, error, isFetching, refetch } = useQuery(setupQuery);
  if (isSetUp(error))
    return (
      <EmptyState title="Set-up is complete">
        The first account exists, so this page is closed. To check the set-up, run <code>npm run doctor</code>.
      </EmptyState>
    );
  if (isFetching) return <Skeleton lines={8} />;
  const again = <Button onClick={() => void refetch()}>Check again</Button>;
  if (!data)
    return (
      <Banner tone="danger" action={again}>
        <span>{sentenceOf(error)}</span> {isOutage(error) && <span>{error.detail}</span>}
      </Banner>
    );
  const wrong = data.findings.filter(({ ok }) => !ok).length;
  return (
    <>
      <output className={styles.sum}>
        {wrong === 0
          ? 'All checks passed.'
          : `${wrong} of ${data.findings.length} checks ${wrong === 1 ? 'needs' : 'need'} attention.`}
      </output>
      <ul className={styles.findings} aria-label="Checks">
        {data.findings.map(({ ok, says, set }) => (
          <li key={says} className={styles.finding} data-ok={ok}>
            <span className={styles.verdict}>{ok ? 'Passed' : 'To fix'}</span>
            <div>
              <p>{says}</p>
              {set && (
                <p className={styles.set}>
                  In <code>.env</code>: <code>{set}</code>
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        {again}
        {onwards}
      </div>
    </>
  );
}

function isSetUp(error: Error | null): boolean {
  return error instanceof ApiError && error.status === 404;
}
