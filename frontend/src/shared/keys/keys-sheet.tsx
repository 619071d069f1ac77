import { useRef } from 'react';
import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/kbd';
import { useCharacterKeys } from './character-keys';
import { CharacterKeysSetting } from './character-keys-setting';
import { isCharacterKey } from './key-bindings';
import { describedKeys, type Group } from './key-help';
import styles from './keys-sheet.module.css';

/** Every key there is, from the table that binds them. */
export default function KeysSheet({ onClose }: { onClose: () => void }) {
  const [on] = useCharacterKeys();
  const top = useRef<HTMLDivElement>(null);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keyboard shortcuts" size="wide" initialFocus={top}>
      <div className={styles.sheet}>
        {/* Small enough to be seen whole, so that nothing scrolls when it gets the focus. */}
        <div ref={top} tabIndex={-1} className={styles.top}>
          <CharacterKeysSetting />
        </div>
        <div className={styles.groups}>
          {[...groupsOf(on)].map(([group, keysByAction]) => (
            <Keys key={group} title={group} keysByAction={keysByAction} />
          ))}
        </div>
      </div>
    </Dialog>
  );
}

function Keys({ title, keysByAction }: { title: string; keysByAction: ReadonlyMap<string, string[]> }) {
  return (
    <section className={styles.group}>
      <h3 className={styles.heading}>{title}</h3>
      <dl>
        {[...keysByAction].map(([does, keys]) => (
          <div key={does} className={styles.key}>
            <dt>{does}</dt>
            <dd className={styles.names}>
              {keys.map((one) => (
                <Kbd key={one} keys={one} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** By group, then by what they do, the keys that work now; a group without any is left out. */
function groupsOf(characterKeys: boolean): Map<Group, Map<string, string[]>> {
  const groups = new Map<Group, Map<string, string[]>>();
  for (const { group, does, keys } of describedKeys) {
    const usable = keys.filter((one) => characterKeys || !isCharacterKey(one));
    if (usable.length === 0) continue;
    const keysByAction = groups.get(group) ?? new Map<string, string[]>();
    const all = [...(keysByAction.get(does) ?? []), ...usable];
    // One key can do the same in several places.
    groups.set(group, keysByAction.set(does, [...new Set(all)]));
  }
  return groups;
}
