import { Autocomplete } from '@base-ui/react/autocomplete';
import type { ReactNode } from 'react';
import styles from './filter-list.module.css';

export interface FilterItem {
  id: string;
  /** What it is found by, and called. */
  label: string;
  /** For a list in which several are chosen. */
  checked?: boolean | 'mixed';
}

export interface FilterGroup<Item extends FilterItem> {
  /** Its heading; none for a list that needs none. */
  name: string;
  items: readonly Item[];
}

export interface FilterListProps<Item extends FilterItem> {
  /** What is typed there; the accessible name of the field and of the list. */
  label: string;
  placeholder?: string;
  text: string;
  onTextChange: (text: string) => void;
  /** What matches the text already; groups without items are left out. */
  groups: readonly FilterGroup<Item>[];
  renderItem: (item: Item) => ReactNode;
  onPick: (item: Item) => void;
  /** Said where nothing matches. */
  empty: ReactNode;
}

/** A field to type into, and below it what is meant: the arrows go through it, Enter takes it. The first one is at hand. */
export function FilterList<Item extends FilterItem>(props: FilterListProps<Item>) {
  const groups = props.groups.filter(({ items }) => items.length > 0);
  return (
    <Autocomplete.Root
      inline
      open
      mode="none"
      autoHighlight="always"
      keepHighlight
      items={groups}
      value={props.text}
      itemToStringValue={(item: Item) => item.label}
      onValueChange={(text, { reason }) => reason !== 'item-press' && props.onTextChange(text)}
    >
      <Autocomplete.Input className={styles.input} aria-label={props.label} placeholder={props.placeholder} />
      <Autocomplete.Empty className={styles.empty}>{groups.length === 0 && props.empty}</Autocomplete.Empty>
      <Autocomplete.List className={styles.list} aria-label={props.label}>
        {groups.map((group) => (
          <Autocomplete.Group key={group.name} items={group.items}>
            {group.name && <Autocomplete.GroupLabel className={styles.heading}>{group.name}</Autocomplete.GroupLabel>}
            {group.items.map((item) => (
              <Autocomplete.Item
                key={item.id}
                value={item}
                className={styles.item}
                aria-checked={item.checked}
                onClick={() => props.onPick(item)}
              >
                {props.renderItem(item)}
              </Autocomplete.Item>
            ))}
          </Autocomplete.Group>
        ))}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}
