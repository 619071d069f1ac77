import { useState } from 'react';
import { useChangeSettings, useMovesBy, useSettings } from '../../../model/settings/settings';
import { placeOf, toZoneOption, zonesAfter } from '../../../shared/formatters/dates';
import { formatTime } from '../../../shared/formatters/moments';
import { SelectField } from '../../../shared/ui/select-field';
import { CharacterKeysSetting } from '../../../shared/keys/character-keys-setting';
import { Button } from '../../../shared/ui/button';
import { chooseDensity, densities, useDensity } from '../../../shared/ui/density';
import { Part } from '../../../shared/ui/part';
import { SegmentedControl } from '../../../shared/ui/segmented-control';
import { chooseTheme, type Theme, useTheme } from '../../../shared/ui/theme';
import styles from './settings.module.css';

const themes: readonly { value: Theme; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'System' },
];

/** How Latch looks and is worked with in this browser. */
export function Settings({ userId, onShowKeys }: { userId: string; onShowKeys: () => void }) {
  const theme = useTheme();
  const density = useDensity();
  return (
    <>
      <Part title="Look">
        <div className={styles.setting}>
          <span>Theme</span>
          <SegmentedControl label="Theme" options={themes} value={theme} onChange={chooseTheme} />
        </div>
        <div className={styles.setting}>
          <span>
            Density
            <span className={styles.why}>
              The space between lines. On touch screens it stays wide enough for fingers.
            </span>
          </span>
          <SegmentedControl label="Density" options={densities} value={density} onChange={chooseDensity} />
        </div>
      </Part>
      <Planning userId={userId} />
      <Part title="Keyboard shortcuts">
        <CharacterKeysSetting />
        <div className={styles.setting}>
          <span>You can do everything by keyboard.</span>
          <Button onClick={onShowKeys}>Show keyboard shortcuts</Button>
        </div>
      </Part>
      <p className={styles.why}>Look and keyboard shortcuts apply to this browser only.</p>
    </>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => {
  return { value: String(hour), label: formatTime(`${String(hour).padStart(2, '0')}:00`) };
});
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((label, index) => {
  return { value: String(index + 1), label };
});

/** By which clock days are planned, on all devices of the person. */
function Planning({ userId }: { userId: string }) {
  const settings = useSettings(userId);
  const change = useChangeSettings(userId);
  if (!settings) return null;
  return (
    <Part title="Days and times">
      <TimeZone
        key={settings.timeZone}
        userId={userId}
        zone={settings.timeZone ?? 'UTC'}
        onChange={(timeZone) => change({ timeZone })}
      />
      <SelectField
        label="The day starts at"
        hint="Before this hour, Today still shows the day before."
        options={HOURS}
        value={String(settings.dayStart)}
        onChange={(hour) => change({ dayStart: Number(hour) })}
      />
      <SelectField
        label="First day of the week"
        options={WEEKDAYS}
        value={String(settings.weekStart)}
        onChange={(day) => change({ weekStart: Number(day) })}
      />
    </Part>
  );
}

interface TimeZoneProps {
  userId: string;
  zone: string;
  onChange: (zone: string) => void;
}

/** Says what another zone would move before it moves. */
function TimeZone({ userId, zone, onChange }: TimeZoneProps) {
  const [chosen, choose] = useState(zone);
  const moves = useMovesBy(userId, zone, chosen);
  return (
    <>
      <SelectField
        label="Time zone"
        hint="Todos with a fixed time are shown in this zone's time. Days, and times without a zone, stay as they are."
        options={zonesAfter([zone]).toSorted().map(toZoneOption)}
        value={chosen}
        onChange={choose}
      />
      {chosen !== zone && (
        <output className={styles.setting}>
          <span>{moves}</span>
          <Button variant="primary" onClick={() => onChange(chosen)}>
            Change to {placeOf(chosen)}
          </Button>
        </output>
      )}
    </>
  );
}
