import { Fragment } from 'react';
import { Dialog } from '../../../shared/ui/dialog';
import { Kbd } from '../../../shared/ui/kbd';
import { SegmentedControl } from '../../../shared/ui/segmented-control';
import { useCharacterKeys } from '../character-keys';
import { isCharacterKey, type KeyBinding, keyBindings, type Place } from '../keys';
import styles from './keys-sheet.module.css';

const PLACES: readonly { place: Place; title: string }[] = [
  { place: 'page', title: 'Anywhere' },
  { place: 'list', title: 'On a todo' },
  { place: 'writing', title: 'While writing' },
];

const NAMES: Record<string, string> = { ' ': 'Space', ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' };

/** Every key there is, from the table that binds them. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  const [on, turn] = useCharacterKeys();
  const shown = keyBindings.filter((binding) => on || binding.keys.some((key) => !isCharacterKey(key)));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keys">
      <div className={styles.sheet}>
        {PLACES.map(({ place, title }) => (
          <Keys key={place} title={title} bindings={shown.filter((binding) => binding.place === place)} on={on} />
        ))}
        <div className={styles.setting}>
          <p id="character-keys">
            Letters and signs as keys
            <span className={styles.why}>Turn them off if you speak to your computer, or press them by accident.</span>
          </p>
          <SegmentedControl
            label="Letters and signs as keys"
            value={on ? 'on' : 'off'}
            onChange={(value) => turn(value === 'on')}
            options={[
              { value: 'on', label: 'On' },
              { value: 'off', label: 'Off' },
            ]}
          />
        </div>
      </div>
    </Dialog>
  );
}

function Keys({ title, bindings, on }: { title: string; bindings: readonly KeyBinding[]; on: boolean }) {
  if (bindings.length === 0) return null;
  return (
    <section>
      <h3 className={styles.place}>{title}</h3>
      <dl className={styles.keys}>
        {bindings.map((binding) => (
          <Fragment key={`${binding.keys.join()}${binding.withControl}`}>
            <dt className={styles.key}>
              {binding.keys
                .filter((key) => on || !isCharacterKey(key))
                .map((key) => (
                  <Kbd key={key}>{`${binding.withControl ? 'Ctrl ' : ''}${NAMES[key] ?? key}`}</Kbd>
                ))}
            </dt>
            <dd>{binding.does}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
