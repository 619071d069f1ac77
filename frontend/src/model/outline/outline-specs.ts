import { quote } from '../../shared/ui/quote';
import { ENTITIES } from '../../replica/flat-views';
import { LIVE, type Replica } from '../../replica/replica';
import type { RowStore, Tables } from '../../replica/row-store';
import type { ChangeSpec } from '../changes/change-spec';
import { clashes } from '../todos/conflicts';
import { type Among, positionsAmong } from '../todos/placement';

type Kind = 'projects' | 'sections' | 'labels' | 'filters';
type Row<K extends Kind> = Tables[K];

/** Changes of projects, sections, labels and saved filters. */
export class OutlineSpecs {
  constructor(private readonly replica: Replica) {}

  create<K extends Kind>(
    kind: K,
    item: Answer<K>,
    among: Among,
    send: ChangeSpec<Answer<K>>['send'],
  ): ChangeSpec<Answer<K>> {
    const row = rowOf(item);
    return {
      announce: `Added the ${ENTITIES[kind]} ${quote(row.name)}.`,
      fails: `The ${ENTITIES[kind]} ${quote(row.name)} was not added`,
      apply(rows) {
        if (!rows.get(kind, row.id)) rows.put(kind, placed(rows, kind, row, among));
      },
      send,
      settle: (answer) => this.replica.confirm(kind, [rowOf(answer)]),
    };
  }

  update<K extends Kind>(
    kind: K,
    seen: Answer<K> & { id: string; name: string; version: number },
    patch: Partial<Row<K>>,
    send: (changeId: string, version: number) => Promise<Answer<K>>,
  ): ChangeSpec<Answer<K>> {
    const { id, name } = seen;
    return {
      fails: `The ${ENTITIES[kind]} ${quote(name)} was not changed`,
      announce: `Saved ${quote(patch.name ?? name)}.`,
      did: `${patch.name === undefined ? 'Changed' : 'Renamed'} the ${ENTITIES[kind]} ${quote(name)}`,
      apply: (rows) => rewrite(rows, kind, id, (row) => ({ ...row, ...patch })),
      send: (changeId) => {
        const known = this.replica.confirmed(kind, id);
        // The server refuses what is sent against the version that was seen, if another device changed the same since.
        return send(changeId, known && !clashes(seen, patch, known) ? known.version : seen.version);
      },
      settle: (answer) => this.replica.confirm(kind, [rowOf(answer)]),
    };
  }

  /** @param patch what else is different there: its parent */
  move<K extends 'projects' | 'sections' | 'filters'>(
    kind: K,
    { id, name }: { id: string; name: string },
    patch: Partial<Row<K>>,
    among: Among,
    send: ChangeSpec['send'],
  ): ChangeSpec {
    return {
      say: `Moved ${quote(name)}`,
      fails: `The ${ENTITIES[kind]} ${quote(name)} was not moved`,
      apply: (rows) => rewrite(rows, kind, id, (row) => placed(rows, kind, { ...row, ...patch }, among)),
      send,
    };
  }

  /** Moves it to Trash with all that is in it and below it. */
  remove(kind: Kind, { id, name }: { id: string; name: string }, send: ChangeSpec['send']): ChangeSpec {
    return {
      say: `Deleted the ${ENTITIES[kind]} ${quote(name)}`,
      fails: `The ${ENTITIES[kind]} ${quote(name)} was not deleted`,
      apply: (rows) => writeContentsTrashed(rows, kind, id),
      send,
    };
  }
}

/** A project, section, label or filter as the server answers it. */
type Answer<K extends Kind> = Omit<Row<K>, 'deletedAt' | 'deletedWith'>;

function rowOf<K extends Kind>(answer: Answer<K>): Row<K> {
  return { ...answer, ...LIVE } as Row<K>;
}

function rewrite<K extends Kind>(rows: RowStore, kind: K, id: string, change: (row: Row<K>) => Row<K>): void {
  const row = rows.get(kind, id);
  if (row?.deletedAt === null) rows.put(kind, change(row));
}

type Ordered = Row<'projects'> | Row<'sections'> | Row<'filters'>;

/** @returns it with a position among its siblings; labels have none */
function placed<K extends Kind>(rows: RowStore, kind: K, row: Row<K>, among: Among): Row<K> {
  if (kind === 'labels') return row;
  const others = [...rows.all(kind)] as Ordered[];
  const isSibling = (other: Ordered) =>
    other.id !== row.id && other.deletedAt === null && containerOf(other) === containerOf(row as Ordered);
  const [position = ''] = positionsAmong(others.filter(isSibling), among, 'last');
  return { ...row, position };
}

/** The Inbox stands apart. */
function containerOf(row: Ordered): string | null {
  if ('query' in row) return null;
  if ('projectId' in row) return row.projectId;
  return row.inbox ? row.id : row.parentId;
}

function writeContentsTrashed(rows: RowStore, kind: Kind, deletedWith: string): void {
  const along = new Set([deletedWith]);
  // Every parent is met before its children once nothing is added any more.
  for (let size = 0; size < along.size;) {
    size = along.size;
    for (const { id, parentId } of rows.all('projects')) if (parentId && along.has(parentId)) along.add(id);
  }
  const trashed = { deletedAt: new Date().toISOString(), deletedWith };
  const trash = (table: Kind, id: string) => rewrite(rows, table, id, (row) => ({ ...row, ...trashed }));
  if (kind === 'labels' || kind === 'filters') return trash(kind, deletedWith);
  for (const { id, projectId } of rows.all('sections'))
    if (along.has(projectId) || along.has(id)) trash('sections', id);
  for (const todo of rows.all('todos')) {
    const isIn = along.has(todo.projectId) || along.has(todo.sectionId ?? '');
    if (isIn && todo.deletedAt === null) rows.put('todos', { ...todo, ...trashed });
  }
  for (const id of along) trash('projects', id);
}
