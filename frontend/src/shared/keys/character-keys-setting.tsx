import { SegmentedControl } from '../ui/segmented-control';
import { useCharacterKeys } from './character-keys';
import styles from './keys-sheet.module.css';

/** Turns single-key shortcuts on and off. */
export function CharacterKeysSetting() {
  const [on, turn] = useCharacterKeys();
  return (
    <div className={styles.setting}>
      <p>
        Single-key shortcuts
        <span className={styles.why}>Turn them off if you use voice control, or press them by accident.</span>
      </p>
      <SegmentedControl
        label="Single-key shortcuts"
        value={on ? 'on' : 'off'}
        onChange={(value) => turn(value === 'on')}
        options={[
          { value: 'on', label: 'On' },
          { value: 'off', label: 'Off' },
        ]}
      />
    </div>
  );
}
