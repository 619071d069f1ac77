import { useEffect, useState } from 'react';
import { useChangeSettings, useMovesBy, useSettings } from '../model/settings/settings';
import { deviceZone, placeOf, showClock } from '../shared/formatters/dates';
import { Banner } from '../shared/ui/banner';
import { Button } from '../shared/ui/button';
import styles from './person-clock.module.css';

/** In which zone this device was when its person chose to keep another one. */
const KEPT = 'latch.kept-zone';

/**
 * Shows days and times by the person's own clock. Their first device says which zone that is; a device that is in another one
 * offers it, and says what would move.
 */
export default function PersonClock({ userId }: { userId: string }) {
  const settings = useSettings(userId);
  const change = useChangeSettings(userId);
  const device = deviceZone();
  const { timeZone, dayStart } = settings ?? {};
  useEffect(() => {
    if (dayStart !== undefined) showClock({ zone: timeZone ?? device, dayStart });
  }, [timeZone, dayStart, device]);
  const isUnknown = settings !== undefined && timeZone === null;
  useEffect(() => {
    if (isUnknown) change({ timeZone: deviceZone() });
    // Once, as soon as it is known that nobody has said it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isUnknown]);
  useEffect(() => () => showClock(undefined), []);
  if (!timeZone || timeZone === device) return null;
  return <ZoneOffer key={device} {...{ userId, device, timeZone }} onTake={() => change({ timeZone: device })} />;
}

interface ZoneOfferProps {
  userId: string;
  device: string;
  timeZone: string;
  onTake: () => void;
}

function ZoneOffer({ userId, device, timeZone, onTake }: ZoneOfferProps) {
  const [isOver, setOver] = useState(() => readKept() === pairOf(device, timeZone));
  const moves = useMovesBy(userId, timeZone, device);
  if (isOver || moves === undefined) return null;
  const keep = () => {
    writeKept(pairOf(device, timeZone));
    setOver(true);
  };
  const actions = (
    <span className={styles.actions}>
      <Button variant="primary" onClick={onTake}>
        Change to {placeOf(device)}
      </Button>
      <Button onClick={keep}>Keep {placeOf(timeZone)}</Button>
    </span>
  );
  return (
    <Banner action={actions}>
      This device is on {placeOf(device)} time, and Latch shows the days of {placeOf(timeZone)}. {moves}
    </Banner>
  );
}

const pairOf = (device: string, timeZone: string) => `${device} ${timeZone}`;

function readKept(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function writeKept(pair: string): void {
  try {
    localStorage.setItem(KEPT, pair);
  } catch {
    // It is asked again with the next page.
  }
}
