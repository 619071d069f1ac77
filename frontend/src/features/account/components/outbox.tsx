import { useQuery } from '@tanstack/react-query';
import { ApiError, sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { EmptyState } from '../../../shared/ui/empty-state';
import { Skeleton } from '../../../shared/ui/skeleton';
import { useToday } from '../../../shared/formatters/clock';
import { formatMoment } from '../../../shared/formatters/moments';
import { type Mail, outboxQuery } from '../api/outbox-query';
import { splitAtLinks } from '../mail-links';
import { OwnText } from '../../../shared/ui/own-text';
import styles from './account.module.css';

/** The mails that a Latch without a mail server keeps. */
export function Outbox() {
  const { data, error, isPending } = useQuery(outboxQuery);
  if (isPending) return <Skeleton lines={4} />;
  if (isNoOutbox(error))
    return (
      <EmptyState title="There is no outbox here">
        There is one where no mail server is set. Open it in a browser on the machine Latch runs on, and not through a
        proxy.
      </EmptyState>
    );
  if (!data) return <Banner>{sentenceOf(error)}</Banner>;
  if (data.items.length === 0)
    return (
      <EmptyState title="No mails yet">
        This Latch has no mail server. Mails are kept here, and show within seconds.
      </EmptyState>
    );
  return (
    <>
      <p className={styles.text}>This Latch has no mail server. Mails are kept here, and go nowhere else.</p>
      <ul className={styles.mails} aria-label="Mails">
        {data.items.map((mail) => (
          <OneMail key={mail.id} mail={mail} />
        ))}
      </ul>
    </>
  );
}

function isNoOutbox(error: Error | null): boolean {
  return error instanceof ApiError && error.status === 404;
}

function OneMail({ mail }: { mail: Mail }) {
  return (
    <li className={styles.mail}>
      <h2>{mail.subject}</h2>
      <p className={styles.about}>
        To <OwnText>{mail.to}</OwnText>, <time dateTime={mail.at}>{formatMoment(mail.at, useToday())}</time>
      </p>
      <p className={styles.body}>
        {splitAtLinks(mail.text, location.origin).map(({ at, text, isLink }) =>
          isLink ? (
            <a key={at} href={text}>
              {text}
            </a>
          ) : (
            text
          ),
        )}
      </p>
    </li>
  );
}
