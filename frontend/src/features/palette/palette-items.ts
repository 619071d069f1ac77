import type { Label, Outline, Project, SavedFilter } from '../../model/outline/outline';
import type { NewTodo, Todo } from '../../model/todos/todo';
import type { Command } from '../../shared/keys/key-bindings';
import { describedKeys } from '../../shared/keys/key-help';
import type { FilterGroup } from '../../shared/ui/filter-list';
import { matches } from '../../shared/formatters/matches';
import { findNames } from '@latch/domain/search/search-index';
import { isVisible } from '@latch/domain/tidy-line';

/** A page without an id of its own. */
export type PageName =
  | 'inbox'
  | 'today'
  | 'upcoming'
  | 'completed'
  | 'needs-you'
  | 'search'
  | 'trash'
  | 'settings'
  | 'settings/account'
  | 'settings/security'
  | 'settings/people';

/** @property also what else it is found by */
export type PaletteItem = { id: string; label: string; also?: string } & (
  | { kind: 'command'; command: Command; keys: string }
  | { kind: 'page'; page: PageName }
  | { kind: 'project'; project: Project }
  | { kind: 'label'; of: Label }
  | { kind: 'filter'; of: SavedFilter }
  | { kind: 'todo'; todo: Todo; where: string }
  | { kind: 'all' }
  | { kind: 'add'; wanted: NewTodo; where: string }
);

const PAGES: readonly { page: PageName; label: string; also?: string }[] = [
  { page: 'inbox', label: 'Inbox' },
  { page: 'today', label: 'Today', also: 'overdue' },
  { page: 'upcoming', label: 'Upcoming', also: 'calendar month planning' },
  { page: 'completed', label: 'Completed' },
  { page: 'search', label: 'Search', also: 'find' },
  { page: 'trash', label: 'Trash' },
  { page: 'settings', label: 'Settings', also: 'appearance theme dark light density shortcuts' },
];
/** Leads to the page of all that is found. */
const ALL: PaletteItem = { kind: 'all', id: 'all results', label: 'Show all results' };
/** Parts of a page: found by who types their name, and no place among the first. */
const PARTS: typeof PAGES = [
  { page: 'needs-you', label: 'Needs you', also: 'conflicts refused changes' },
  { page: 'settings/account', label: 'Account', also: 'name email export delete' },
  { page: 'settings/security', label: 'Security', also: 'password passkeys two-step devices sessions linked' },
];
const PEOPLE: (typeof PAGES)[number] = { page: 'settings/people', label: 'People', also: 'users invite accounts' };
/** Commands that are about a whole page; going somewhere and finding are what the palette does anyway. */
const isOfPage = ({ group, command }: (typeof describedKeys)[number]) =>
  (group === 'Anywhere' && !['search', 'find'].includes(command)) || command === 'overdueToToday';

export interface PaletteSource {
  typed: string;
  outline: Outline | undefined;
  found: readonly Todo[];
  /** Whether the person manages the accounts of others. */
  administrator?: boolean;
  /** The last places one went to, the last first. */
  recent: readonly string[];
  isHandled: (command: Command) => boolean;
  /** The todo that the text would be. */
  adding?: PaletteItem | undefined;
}

/** What the palette shows: recent places first while nothing is typed, and then whatever matches. */
export function paletteGroups({
  typed,
  outline,
  found,
  administrator,
  recent,
  isHandled,
  adding,
}: PaletteSource): FilterGroup<PaletteItem>[] {
  const parts = pages(administrator ? [...PARTS, PEOPLE] : PARTS);
  const places = [
    ...pages(PAGES),
    ...projects(outline?.projects),
    ...labels(outline?.labels),
    ...filters(outline?.filters),
  ];
  const matching = (items: PaletteItem[]) => items.filter(({ label, also = '' }) => matches(`${label} ${also}`, typed));
  const todos = { name: 'Todos', items: found.map((todo) => todoItem(todo, outline)) };
  if (found.length > 0) todos.items.push(ALL);
  const doing = { name: 'Commands', items: matching(commands(isHandled)) };
  if (isVisible(typed)) {
    const named = [
      ...projects(findNames(typed, outline?.projects ?? [])),
      ...labels(findNames(typed, outline?.labels ?? [])),
      ...filters(findNames(typed, outline?.filters ?? [])),
    ];
    const going = { name: 'Go to', items: [...matching(pages(PAGES)), ...named, ...matching(parts)].slice(0, 12) };
    return [going, todos, doing, ...(adding ? [{ name: 'New todo', items: [adding] }] : [])];
  }
  const lately = recent.flatMap((id) => [...places, ...parts].filter((place) => place.id === id));
  const others = places.filter(({ id }) => !recent.includes(id));
  return [{ name: 'Recent', items: lately }, { name: 'Go to', items: others.slice(0, 12) }, doing];
}

function pages(some: typeof PAGES): PaletteItem[] {
  return some.map((page) => ({ ...page, id: page.page, kind: 'page' }));
}

function projects(some: Outline['projects'] = []): PaletteItem[] {
  const current = some.filter((project) => !project.inbox);
  return current.map((project) => ({ id: project.id, label: project.name, kind: 'project', project }));
}

function labels(some: Outline['labels'] = []): PaletteItem[] {
  return some.map((label) => ({ id: label.id, label: label.name, kind: 'label', of: label }));
}

function filters(some: Outline['filters'] = []): PaletteItem[] {
  return some.map((of) => ({ id: of.id, label: of.name ?? '', kind: 'filter', of }));
}

function commands(isHandled: (command: Command) => boolean): PaletteItem[] {
  return describedKeys
    .filter((key) => isOfPage(key) && isHandled(key.command))
    .map(({ command, does, keys }) => ({ id: command, label: does, kind: 'command', command, keys: keys[0] ?? '' }));
}

function todoItem(todo: Todo, outline: Outline | undefined): PaletteItem {
  const where = outline?.projects.find(({ id }) => id === todo.projectId)?.name ?? '';
  return { id: todo.id, label: todo.title, kind: 'todo', todo, where };
}
