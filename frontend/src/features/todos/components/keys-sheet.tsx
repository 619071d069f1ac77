import { useRef } from 'react';
import { Dialog } from '../../../shared/ui/dialog';
import { Kbd } from '../../../shared/ui/kbd';
import { SegmentedControl } from '../../../shared/ui/segmented-control';
import { useCharacterKeys } from '../character-keys';
import { isCharacterKey, type KeyBinding, keyBindings } from '../keys';
import styles from './keys-sheet.module.css';

const NAMES: Record<string, string> = { ' ': 'Space', ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' };

/** Every key there is, from the table that binds them. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  const [on, turn] = useCharacterKeys();
  const sheet = useRef<HTMLDivElement>(null);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keys" initialFocus={sheet}>
      <div ref={sheet} tabIndex={-1} className={styles.sheet}>
        <Keys title="In the list" bindings={keyBindings.filter(({ place }) => place !== 'writing')} on={on} />
        <Keys title="While writing" bindings={keyBindings.filter(({ place }) => place === 'writing')} on={on} />
        <div className={styles.setting}>
          <p>
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
  const byWhatTheyDo = groupByWhatTheyDo(bindings);
  return (
    <section>
      <h3 className={styles.place}>{title}</h3>
      <dl className={styles.keys}>
        {[...byWhatTheyDo].map(([does, same]) => {
          const names = same.flatMap((binding) => namesOf(binding, on));
          return (
            names.length > 0 && (
              <div key={does} className={styles.key}>
                <dt>{does}</dt>
                <dd className={styles.names}>
                  {names.map((name) => (
                    <Kbd key={name}>{name}</Kbd>
                  ))}
                </dd>
              </div>
            )
          );
        })}
      </dl>
    </section>
  );
}

function namesOf({ keys, withControl }: KeyBinding, characterKeys: boolean): string[] {
  const usable = keys.filter((key) => characterKeys || !isCharacterKey(key));
  return usable.map((key) => `${withControl ? 'Ctrl ' : ''}${NAMES[key] ?? key}`);
}

function groupByWhatTheyDo(bindings: readonly KeyBinding[]): Map<string, KeyBinding[]> {
  const groups = new Map<string, KeyBinding[]>();
  for (const binding of bindings) groups.set(binding.does, [...(groups.get(binding.does) ?? []), binding]);
  return groups;
}
