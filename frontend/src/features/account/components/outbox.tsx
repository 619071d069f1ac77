import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { outboxCodeRule } from '../../../shared/account-forms/account-rules';
import formStyles from '../../../shared/account-forms/form.module.css';
import { useAccountForm } from '../../../shared/account-forms/use-account-form';
import { ApiError, sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { EmptyState } from '../../../shared/ui/empty-state';
import { Skeleton } from '../../../shared/ui/skeleton';
import { TextField } from '../../../shared/ui/text-field';
import { useToday } from '../../../shared/formatters/clock';
import { formatMoment } from '../../../shared/formatters/moments';
import { optionsQuery } from '../api/options-query';
import { isRefused, keptOutboxCode, type Mail, outboxQuery } from '../api/outbox-query';
import { splitAtLinks } from '../mail-links';
import { OwnText } from '../../../shared/ui/own-text';
import styles from './account.module.css';

/**
 * The mails that a Latch without a mail server keeps, for the person who has the outbox code.
 * @param props.code the one in the address, if any
 */
export function Outbox({ code: given }: { code?: string }) {
  const { data: options, isPending: isUnknown } = useQuery(optionsQuery);
  const [code, setCode] = useState(() => given ?? keptOutboxCode());
  const { data, error, isPending } = useQuery(outboxQuery(code));
  if (isUnknown) return <Skeleton lines={4} />;
  if (options && options.mail !== 'outbox')
    return (
      <EmptyState title="There is no outbox here">
        There is one where no mail server is set and Latch is open to its own machine alone.
      </EmptyState>
    );
  if (code === '' || isRefused(error))
    return <OutboxCodeForm refused={code === '' ? null : error} onOpened={setCode} />;
  if (isPending) return <Skeleton lines={4} />;
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

interface OutboxCodeFormProps {
  /** Why the code in the address, or the one that was good before, opens nothing. */
  refused: Error | null;
  onOpened: (code: string) => void;
}

function OutboxCodeForm({ refused, onOpened }: OutboxCodeFormProps) {
  const client = useQueryClient();
  const { formProps, field, message, busy } = useAccountForm({ code: outboxCodeRule }, async ({ code }) => {
    await client.fetchQuery(outboxQuery(code.trim())).catch((error: unknown) => {
      throw withReason(error);
    });
    onOpened(code.trim());
  });
  const said = message ?? (refused && sentenceOf(withReason(refused)));
  return (
    <form {...formProps} className={formStyles.form}>
      {said && <Banner tone="danger">{said}</Banner>}
      <TextField
        {...field('code')}
        label="Outbox code"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        hint={
          <>
            <code>npm start</code> prints it, and <code>npm run doctor</code> shows it.
          </>
        }
      />
      <Button type="submit" variant="primary" wide loading={busy}>
        Open the outbox
      </Button>
    </form>
  );
}

/** The server does not tell a wrong code from a browser elsewhere. */
function withReason(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.status !== 404) return error;
  const message =
    'This code opens no outbox here. Check it, and open this page on the machine Latch runs on, not through a proxy.';
  return new ApiError(404, { error_code: error.code, message, detail: null });
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
