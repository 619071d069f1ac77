import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { formatDevice, formatDeviceLocation } from '../../../model/audit/device-formatters';
import { sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';
import { Skeleton } from '../../../shared/ui/skeleton';
import { formatTimeAgo } from '../../../shared/formatters/ago';
import { useNow } from '../../../shared/formatters/now';
import { type Device, devicesQuery } from '../api/devices';
import { useSignDevicesOut } from '../use-sign-devices-out';
import styles from './devices.module.css';

/** Where one is signed in, and the way to sign out there. */
export function DeviceList({ userId }: { userId: string }) {
  const { data, error, isPending, refetch } = useQuery(devicesQuery(userId));
  const { busy, message, signOut, signOutOthers } = useSignDevicesOut(userId);
  const [asking, ask] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  if (isPending) return <Skeleton lines={2} />;
  if (!data)
    return <Banner action={<Button onClick={() => void refetch()}>Try again</Button>}>{sentenceOf(error)}</Banner>;

  // The button that was pressed goes with its device.
  const thenStay = async (done: Promise<boolean>) => {
    if (await done) list.current?.focus();
  };
  const others = data.items.filter((device) => !device.current);
  return (
    <>
      {message && <Banner tone="danger">{message}</Banner>}
      <ul ref={list} className={styles.list} aria-label="Your devices" tabIndex={-1}>
        {data.items.map((device) => (
          <OneDevice
            key={device.id}
            device={device}
            busy={busy === device.id}
            onSignOut={() => void thenStay(signOut(device))}
          />
        ))}
      </ul>
      {others.length === 0 && <p className={styles.about}>You are not signed in on any other device.</p>}
      {others.length > 0 && (
        <div className={styles.others}>
          <Button loading={busy === 'others'} onClick={() => ask(true)}>
            Sign out all others
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={ask}
        title="Sign out all other devices?"
        confirmLabel="Sign them out"
        onConfirm={() => void thenStay(signOutOthers())}
      >
        {`${others.length === 1 ? 'The other device has' : `${others.length} devices have`} to sign in again. This one stays signed in.`}
      </ConfirmDialog>
    </>
  );
}

function LastSeen({ device: { current, lastSeenAt } }: { device: Device }) {
  const now = useNow();
  if (current) return <span>in use now</span>;
  return (
    <>
      last seen <time dateTime={lastSeenAt}>{formatTimeAgo(lastSeenAt, now)}</time>
    </>
  );
}

interface OneDeviceProps {
  device: Device;
  busy: boolean;
  onSignOut: () => void;
}

function OneDevice({ device, busy, onSignOut }: OneDeviceProps) {
  const name = formatDevice(device);
  return (
    <li className={styles.device}>
      <div className={styles.text}>
        <p>{name}</p>
        <p className={styles.about}>
          <span>{formatDeviceLocation(device)}</span>, <LastSeen device={device} />
        </p>
      </div>
      {device.current ? (
        <p className={styles.this}>This device</p>
      ) : (
        <Button aria-label={`Sign out ${name}`} loading={busy} onClick={onSignOut}>
          Sign out
        </Button>
      )}
    </li>
  );
}
