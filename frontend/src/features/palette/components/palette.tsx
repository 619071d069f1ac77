import { markText, markTodo } from '@latch/domain/search/marks';
import { type SearchQuery, searchQuery } from '@latch/domain/search/search-query';
import { useMemo, useState } from 'react';
import { addingItem } from '../adding-item';
import { usePreparedSearch } from '../../../model/search/search-view';
import { useOutline } from '../../../model/outline/use-outline';
import { useCharacterKeys } from '../../../shared/keys/character-keys';
import { isHandled } from '../../../shared/keys/command-registry';
import { type Command, isCharacterKey } from '../../../shared/keys/key-bindings';
import { useToday } from '../../../shared/formatters/clock';
import { sentenceOf } from '../../../shared/api/errors';
import { FilterList } from '../../../shared/ui/filter-list';
import {
  AccountIcon,
  AddIcon,
  AlertIcon,
  CompletedIcon,
  DeleteIcon,
  DueIcon,
  FilterIcon,
  ForwardIcon,
  InboxIcon,
  KeyboardIcon,
  PasskeyIcon,
  PeopleIcon,
  RedoIcon,
  SearchIcon,
  SettingsIcon,
  TodayIcon,
  UndoIcon,
} from '../../../shared/ui/icons';
import { Kbd } from '../../../shared/ui/kbd';
import { LabelSign, Mark } from '../../../shared/ui/mark';
import { Marked } from '../../../shared/ui/marked';
import { LatchMark } from '../../../shared/ui/latch-mark';
import { PickerPopup } from '../../../shared/ui/picker-popup';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import { isVisible } from '@latch/domain/tidy-line';
import { type PageName, type PaletteItem, paletteGroups } from '../palette-items';
import { recentIds } from '../recent';
import { useFoundTodos } from '../use-found-todos';
import { OwnText, Sentence } from '../../../shared/ui/own-text';
import styles from './palette.module.css';

export interface PaletteProps {
  userId: string;
  /** Whether the person manages the accounts of others. */
  administrator?: boolean;
  /** What was chosen; the palette has closed by then. */
  onPick: (item: PaletteItem, typed: string) => void;
  onClose: () => void;
}

/** Finds anything and does anything: projects, labels, todos and commands, from one field. */
export function Palette({ userId, administrator, onPick, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('');
  const [recent] = useState(() => recentIds(userId));
  const outline = useOutline(userId);
  const { found, searching, failure } = useFoundTodos(userId, typed);
  usePreparedSearch(userId);
  const query = useMemo(() => searchQuery(typed), [typed]);
  const adding = addingItem(typed, outline, useToday());
  const groups = paletteGroups({ typed, outline, found, administrator, recent, isHandled, adding });
  const results = groups.flatMap(({ items }) => items).filter(({ kind }) => kind !== 'add' && kind !== 'all').length;
  return (
    <PickerPopup title="Search and commands" onClose={onClose}>
      <FilterList
        label="Search and commands"
        placeholder="Find todos, projects, labels, commands"
        text={typed}
        onTextChange={setTyped}
        groups={groups}
        renderItem={(item) => <Line item={item} query={query} />}
        onPick={(item) => onPick(item, typed.trim())}
        empty={emptyText(failure, searching)}
      />
      {failure && adding && <p className={styles.note}>{emptyText(failure, searching)}</p>}
      <VisuallyHidden>
        <output>{failure ? emptyText(failure, searching) : !searching && isVisible(typed) && howMany(results)}</output>
      </VisuallyHidden>
    </PickerPopup>
  );
}

function emptyText(failure: Error | null, searching: boolean): string {
  if (failure) return `Your todos cannot be searched. ${sentenceOf(failure)}`;
  return searching ? 'Searching…' : 'No results.';
}

function howMany(count: number): string {
  return count === 1 ? '1 result' : `${count} results`;
}

function Line({ item, query }: { item: PaletteItem; query: SearchQuery | undefined }) {
  const marked =
    query && (item.kind === 'todo' ? markTodo(item.todo, query) : { title: markText(item.label, query), notes: [] });
  const name = marked && item.kind !== 'all' ? <Marked {...marked.title} /> : item.label;
  const notes = marked?.title.ranges.length === 0 && marked.notes[0];
  return (
    <>
      <span className={styles.icon}>
        <Picture item={item} />
      </span>
      {item.kind === 'add' ? (
        <span className={styles.name}>
          <Sentence>{`Add “${item.wanted.title}”`}</Sentence>
        </span>
      ) : isOwn(item) ? (
        <OwnText className={styles.name}>{name}</OwnText>
      ) : (
        <span className={styles.name}>{name}</span>
      )}
      {notes && (
        <OwnText className={styles.notes}>
          <Marked {...notes} />
        </OwnText>
      )}
      {item.kind === 'todo' && <OwnText className={styles.where}>{item.where}</OwnText>}
      {item.kind === 'add' && <OwnText className={styles.understood}>{item.where}</OwnText>}
      {item.kind === 'command' && <Keys keys={item.keys} />}
    </>
  );
}

function isOwn({ kind }: PaletteItem): boolean {
  return kind === 'project' || kind === 'label' || kind === 'filter' || kind === 'todo';
}

function Picture({ item }: { item: PaletteItem }) {
  if (item.kind === 'project') return <Mark colour={item.project.colour} />;
  if (item.kind === 'todo') return <LatchMark closed={item.todo.completedAt !== null} className={styles.latch} />;
  if (item.kind === 'label') return <LabelSign colour={item.of.colour} />;
  if (item.kind === 'all') return <SearchIcon size={16} aria-hidden="true" />;
  if (item.kind === 'filter')
    return <FilterIcon size={16} aria-hidden="true" style={{ color: `var(--mark-${item.of.colour})` }} />;
  if (item.kind === 'add') return <AddIcon size={16} aria-hidden="true" />;
  const Icon = item.kind === 'page' ? PAGE_ICONS[item.page] : (COMMAND_ICONS[item.command] ?? ForwardIcon);
  return <Icon size={16} aria-hidden="true" />;
}

/** As in the sidebar and the menus. */
const PAGE_ICONS: Record<PageName, typeof InboxIcon> = {
  inbox: InboxIcon,
  today: TodayIcon,
  upcoming: DueIcon,
  completed: CompletedIcon,
  search: SearchIcon,
  'needs-you': AlertIcon,
  trash: DeleteIcon,
  settings: SettingsIcon,
  'settings/account': AccountIcon,
  'settings/security': PasskeyIcon,
  'settings/people': PeopleIcon,
};
const COMMAND_ICONS: Partial<Record<Command, typeof InboxIcon>> = {
  add: AddIcon,
  undo: UndoIcon,
  redo: RedoIcon,
  help: KeyboardIcon,
};

function Keys({ keys }: { keys: string }) {
  const [characterKeys] = useCharacterKeys();
  return !characterKeys && isCharacterKey(keys) ? null : <Kbd keys={keys} />;
}
