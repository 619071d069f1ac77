import { knownZone, wallTime } from '@latch/domain/dates';
import { useEffect, useRef, useState } from 'react';
import { useChangeSettings, useMovesBy, useSettings } from '../model/settings/settings';
import { deviceZone, placeOf, showClock } from '../shared/formatters/dates';
import { keepIds, readKeptIds } from '../shared/kept/kept-ids';
import { Banner } from '../shared/ui/banner';
import { Button } from '../shared/ui/button';
import styles from './person-clock.module.css';

/** In which zone this device was when its person chose to keep another one. */
const KEPT = 'latch.kept-zone';

/**
 * Shows days and times by the person's own clock. Their first device says which zone that is; a device that is in another one
 * offers it, and says what would move.
 */
export function PersonClock({ userId }: { userId: string }) {
  const settings = useSettings(userId);
  const change = useChangeSettings(userId);
  const device = deviceZone();
  const { timeZone, dayStart } = settings ?? {};
  useEffect(() => {
    if (dayStart !== undefined) showClock({ zone: timeZone ?? device, dayStart });
  }, [timeZone, dayStart, device]);
  const isUnknown = settings !== undefined && timeZone === null;
  const isAsked = useRef(false);
  useEffect(() => {
    // Once: a server that does not know the zone refuses it.
    if (!isUnknown || isAsked.current) return;
    isAsked.current = true;
    change({ timeZone: deviceZone() });
  });
  useEffect(() => () => showClock(undefined), []);
  // Browsers call some zones by different names.
  if (!timeZone || showSameTime(timeZone, device)) return null;
  const pair = `${userId} ${device} ${timeZone}`;
  return <ZoneOffer key={pair} {...{ userId, device, timeZone, pair }} onTake={() => change({ timeZone: device })} />;
}

function showSameTime(zone: string, device: string): boolean {
  const now = Date.now();
  return wallTime(now, knownZone(zone, device)) === wallTime(now, device);
}

interface ZoneOfferProps {
  userId: string;
  device: string;
  timeZone: string;
  /** Names the offer: of this person, on this device, for now. */
  pair: string;
  onTake: () => void;
}

function ZoneOffer({ userId, device, timeZone, pair, onTake }: ZoneOfferProps) {
  const [isOver, setOver] = useState(() => readKeptIds(KEPT).includes(pair));
  const moves = useMovesBy(userId, timeZone, device);
  if (isOver || moves === undefined) return null;
  const keep = () => {
    keepIds(KEPT, [pair]);
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
