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
export function Settings({ onShowKeys }: { onShowKeys: () => void }) {
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
      <Part title="Keyboard shortcuts">
        <CharacterKeysSetting />
        <div className={styles.setting}>
          <span>You can do everything by keyboard.</span>
          <Button onClick={onShowKeys}>Show keyboard shortcuts</Button>
        </div>
      </Part>
      <p className={styles.why}>These settings apply to this browser only.</p>
    </>
  );
}
