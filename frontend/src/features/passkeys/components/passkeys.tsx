import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../../shared/api/errors';
import { knowsPasskeys } from '../../../shared/passkeys/ceremony';
import { PasskeysElsewhere } from '../../../shared/passkeys/passkey-address';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';
import { focusHeading } from '../../../shared/ui/lost-focus';
import { Skeleton } from '../../../shared/ui/skeleton';
import { type Passkey, passkeysQuery } from '../api/passkeys';
import { usePasskeyMutations } from '../use-passkey-mutations';
import { AddPasskeyForm } from './add-passkey-form';
import { OnePasskey } from './one-passkey';
import styles from './passkeys.module.css';

interface PasskeysProps {
  userId: string;
  /** Whether there can be any at the address Latch is opened by. */
  possible: boolean;
  /** The address at which there can be, where it is another one than that of this page. */
  elsewhere?: string;
  /** What the next one may be called: the browser in words. */
  suggestedName: string;
  /** Brings what is shown up to date. */
  onChanged: () => Promise<unknown>;
}

/** The passkeys of the account: added, called something else, removed. */
export function Passkeys({ userId, possible, elsewhere, suggestedName, onChanged }: PasskeysProps) {
  const { data, error, isPending, refetch } = useQuery(passkeysQuery(userId));
  const { busy, message, add, rename, remove } = usePasskeyMutations(userId, onChanged);
  const [naming, name] = useState(false);
  const [asking, ask] = useState<Passkey>();
  const [list, stay] = useStay();
  const top = useRef<HTMLDivElement>(null);
  if (isPending) return <Skeleton lines={2} />;
  if (!data)
    return <Banner action={<Button onClick={() => void refetch()}>Try again</Button>}>{sentenceOf(error)}</Banner>;

  // The button that was pressed goes with its passkey, or with the form.
  const thenStay = async (done: Promise<boolean>, lastIsGone = false) => {
    if (!(await done)) return;
    if (lastIsGone) focusHeading(top.current);
    else stay();
    name(false);
    ask(undefined);
  };
  return (
    <div ref={top} className={styles.stack}>
      <p className={styles.text}>
        A passkey signs you in with your finger, your face or the PIN of your device, without a password.
      </p>
      {message && <Banner tone="danger">{message}</Banner>}
      {data.items.length > 0 && (
        <ul ref={list} className={styles.list} aria-label="Your passkeys" tabIndex={-1}>
          {data.items.map((passkey) => (
            <OnePasskey
              key={passkey.id}
              passkey={passkey}
              busy={busy === passkey.id}
              onRename={(newName) => void rename(passkey, newName)}
              onRemove={() => ask(passkey)}
            />
          ))}
        </ul>
      )}
      <HowToAdd possible={possible} elsewhere={elsewhere} naming={naming} onName={() => name(true)} />
      {naming && (
        <AddPasskeyForm
          suggestedName={suggestedName}
          busy={busy === 'add'}
          onAdd={(newName) => void thenStay(add(newName))}
          onCancel={() => name(false)}
        />
      )}
      <ConfirmDialog
        open={asking !== undefined}
        onOpenChange={(open) => !open && ask(undefined)}
        title={`Remove ${asking?.name ?? 'this passkey'}?`}
        confirmLabel="Remove"
        onConfirm={() => asking && void thenStay(remove(asking), data.items.length === 1)}
      >
        You can no longer sign in with it. Your device or password manager keeps its half until you delete it there.
      </ConfirmDialog>
    </div>
  );
}

/** A list, and what gives it the focus: as soon as it is there, which may be later than what was done. */
function useStay() {
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef(false);
  useEffect(() => {
    if (!wanted.current || !list.current) return;
    wanted.current = false;
    list.current.focus();
  });
  const stay = () => {
    wanted.current = true;
  };
  return [list, stay] as const;
}

interface HowToAddProps extends Pick<PasskeysProps, 'possible' | 'elsewhere'> {
  naming: boolean;
  onName: () => void;
}

function HowToAdd({ possible, elsewhere, naming, onName }: HowToAddProps) {
  if (!possible)
    return <p className={styles.about}>Passkeys need Latch to have a host name and https. Ask the administrator.</p>;
  if (elsewhere) return <PasskeysElsewhere address={elsewhere} />;
  if (!knowsPasskeys()) return <p className={styles.about}>This browser does not support passkeys.</p>;
  if (naming) return null;
  return (
    <div>
      <Button onClick={onName}>Add a passkey</Button>
    </div>
  );
}
