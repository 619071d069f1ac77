import { Menu } from '@base-ui/react/menu';
import { useRef } from 'react';
import { ariaKeys } from '../keys/strokes';
import { CheckIcon } from './icons';
import { Kbd } from './kbd';
import type { MenuEntry, MenuListProps } from './overlay-types';
import styles from './menu.module.css';

/** Entries of a list that may find too little room on either side of what it is of. */
const LONG = 8;
/** Pixels of a window in which hardly any list does. */
const LOW = 480;
/** Rather over what it is of than scrolled: it has the height of the whole window. */
const OVER_WHAT_IT_IS_OF = { side: 'shift', align: 'shift', fallbackAxisSide: 'none' } as const;

/** The open list of a menu; use `Menu`, which loads it when it is needed. */
export default function MenuList({ id, label, open, onOpenChange, anchor, trigger, at, entries }: MenuListProps) {
  const popup = useRef<HTMLDivElement>(null);
  /** Back to the trigger, unless what was chosen has taken the focus by now, such as a question or a field. */
  const focusAfterwards = () => {
    const { activeElement, body } = document;
    const isElsewhere = activeElement && activeElement !== body && !popup.current?.contains(activeElement);
    return isElsewhere ? false : trigger.current;
  };
  return (
    <Menu.Root open={open} onOpenChange={onOpenChange}>
      <Menu.Portal container={anchor}>
        <Menu.Positioner
          className={styles.positioner}
          anchor={at ? pointAt(at) : trigger}
          side={at ? 'inline-end' : 'bottom'}
          align={at ? 'start' : 'end'}
          sideOffset={4}
          positionMethod="fixed"
          collisionAvoidance={entries.length > LONG || innerHeight < LOW ? OVER_WHAT_IT_IS_OF : undefined}
        >
          {/* Where it scrolls, it takes the focus itself, so that keys scroll it. */}
          <Menu.Popup
            ref={popup}
            id={id}
            className={styles.popup}
            aria-label={label}
            finalFocus={focusAfterwards}
            tabIndex={0}
          >
            {entries.map((entry, position) => (
              <Entry key={'label' in entry ? entry.label : position} entry={entry} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function pointAt({ x, y }: { x: number; y: number }) {
  return { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.kind === 'line') return <Menu.Separator className={styles.line} />;
  if (entry.kind === 'note') return <div className={styles.note}>{entry.content}</div>;
  if (entry.kind === 'choice') return <Choice entry={entry} />;
  return (
    <Menu.Item
      className={styles.item}
      data-tone={entry.tone}
      aria-keyshortcuts={ariaKeys(entry.shortcut)}
      onClick={entry.onSelect}
    >
      <span className={styles.icon}>{entry.icon}</span>
      <span className={styles.label}>{entry.label}</span>
      <Key keys={entry.shortcut} />
    </Menu.Item>
  );
}

function Choice({ entry }: { entry: Extract<MenuEntry, { kind: 'choice' }> }) {
  return (
    <Menu.RadioGroup value={entry.value} onValueChange={(value: string) => entry.onChange(value)}>
      <Menu.Group>
        <Menu.GroupLabel className={styles.heading}>{entry.label}</Menu.GroupLabel>
        {entry.options.map((option) => (
          <Menu.RadioItem
            key={option.value}
            value={option.value}
            className={styles.item}
            closeOnClick={false}
            aria-keyshortcuts={ariaKeys(option.shortcut)}
          >
            <span className={styles.icon}>{option.icon}</span>
            <span className={styles.label}>{option.label}</span>
            <Key keys={option.shortcut} />
            <Menu.RadioItemIndicator className={styles.chosen}>
              <CheckIcon size={16} aria-hidden="true" />
            </Menu.RadioItemIndicator>
          </Menu.RadioItem>
        ))}
      </Menu.Group>
    </Menu.RadioGroup>
  );
}

/** For the eye: to others `aria-keyshortcuts` says it, and the name stays the name. */
function Key({ keys }: { keys: string | undefined }) {
  if (!keys) return null;
  return (
    <span className={styles.key} aria-hidden="true">
      <Kbd keys={keys} />
    </span>
  );
}
