/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the focus and the keys stay in the field */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { AddIcon } from '../../../shared/ui/icons';
import { LabelSign, Mark } from '../../../shared/ui/mark';
import { OwnText } from '../../../shared/ui/own-text';
import type { AskedName, NameItem } from './name-items';
import styles from './quick-add.module.css';

interface NameMenuProps {
  id: string;
  asked: AskedName;
  items: readonly NameItem[];
  /** -1 for none. */
  active: number;
  field: RefObject<HTMLTextAreaElement | null>;
  onPick: (item: NameItem) => void;
}

const LABELS = { project: 'Projects', label: 'Labels', section: 'Sections' } as const;
/** Pixels below the field that the menu needs. */
const ROOM = 280;
const GAP = 4;

/** The names that complete what is typed behind `#`, `@` or `/`. The focus stays in the field, which says what is active. */
export function NameMenu({ id, asked, items, active, field, onPick }: NameMenuProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.showPopover?.();
    const move = () => place(list.current, field.current);
    for (const event of ['scroll', 'resize']) addEventListener(event, move, true);
    return () => {
      for (const event of ['scroll', 'resize']) removeEventListener(event, move, true);
    };
  }, [field]);
  useLayoutEffect(() => place(list.current, field.current));
  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} id={id} popover="manual" role="listbox" className={styles.menu} aria-label={LABELS[asked.kind]}>
      {items.map((item, index) => (
        <div
          key={item.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={styles.option}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(item)}
        >
          <Sign kind={asked.kind} item={item} />
          {item.isNew ? (
            <span>
              {`Create ${asked.kind} “`}
              <OwnText>{item.name}</OwnText>”
            </span>
          ) : (
            <OwnText>{item.name}</OwnText>
          )}
        </div>
      ))}
    </div>
  );
}

function Sign({ kind, item }: { kind: AskedName['kind']; item: NameItem }) {
  if (item.isNew) return <AddIcon size={16} aria-hidden="true" />;
  if (kind === 'label') return <LabelSign colour={item.colour ?? 'grey'} />;
  return kind === 'project' ? <Mark colour={item.colour ?? 'grey'} /> : <span aria-hidden="true">/</span>;
}

/** Below the field, or above it where there is more room. */
function place(list: HTMLElement | null, field: HTMLElement | null): void {
  if (!list || !field) return;
  const { top, bottom, left } = field.getBoundingClientRect();
  const isAbove = innerHeight - bottom < ROOM && top > innerHeight - bottom;
  list.style.left = `${Math.max(8, Math.min(left, innerWidth - list.offsetWidth - 8))}px`;
  list.style.top = isAbove ? 'auto' : `${bottom + GAP}px`;
  list.style.bottom = isAbove ? `${innerHeight - top + GAP}px` : 'auto';
  list.style.maxHeight = `${(isAbove ? top : innerHeight - bottom) - 2 * GAP}px`;
}
