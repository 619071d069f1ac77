import { Injectable } from '@nestjs/common';
import type { Change } from '../../history/change.js';
import type { PlaceDto } from '../dto/todo.dto.js';
import { STORED_COLUMNS } from '../todo-columns.js';
import { treeAround } from '../todo-tree.repository.js';
import type { StoredTodo } from '../todo.js';
import { type Numbered, type Standing, anchorOf, neighbours, numbering } from './todo-order.repository.js';
import { type NamedList, namedListId } from './todo-target.js';

/** What there is where something is to go. */
export interface Surroundings {
  /** Null where it does not exist, and where none was named. */
  named: NamedList | null;
  /** What it would stand between, from the anchor on, or else from the beginning of the list. */
  neighbours: Standing[];
}

/** What there is where something new is to go, and what else a create goes by. */
export interface CreateSurroundings extends Surroundings {
  /** Of what has the id already, if there is something. */
  createDigest: Buffer | null;
  deletedAt: string | null;
  /** How many of the labels exist. */
  labels: number;
  /** How many todos are in the tree that the parent is in, itself too. */
  treeSize: number;
}

const NAMED = `json_build_object('projectId', project_id`;
const LIVING = 'user_id = $1 AND deleted_at IS NULL AND id =';

/** Reads at once what it takes to find a place in a list, within a change. */
@Injectable()
export class TodoPlaceRepository {
  /** For something new. @param id that a client gave it */
  async forNew(
    change: Change,
    id: string | undefined,
    where: PlaceDto,
    labelIds: string[],
  ): Promise<CreateSurroundings> {
    const [given, numbered] = numbering(change);
    const existing = id ? `todos t ON t.user_id = $1 AND t.id = ${numbered(id)}` : undefined;
    const columns = [
      ...(existing ? ['t.create_digest AS "createDigest"', 't.deleted_at AS "deletedAt"'] : []),
      ...(labelIds.length > 0
        ? [`(SELECT count(*)::int FROM labels WHERE ${LIVING} ANY(${numbered(labelIds)}::uuid[])) AS labels`]
        : []),
      ...(where.parentId
        ? [`(${treeAround(numbered(where.parentId))} SELECT count(*)::int FROM below) AS "treeSize"`]
        : []),
    ];
    const inbox = '(SELECT id FROM projects WHERE user_id = $1 AND inbox)';
    const asked = { list: inbox, isInbox: true, without: id ? [id] : [], where };
    const [row] = await change.read<CreateSurroundings>(statement(numbered, asked, columns, existing), given);
    return { ...row!, labels: row!.labels ?? 0, neighbours: row!.neighbours ?? [] };
  }

  /** For one todo that is moved, with itself. @returns nothing where there is no such todo */
  async forMoved(
    change: Change,
    id: string,
    where: PlaceDto,
  ): Promise<(Surroundings & { todo: StoredTodo }) | undefined> {
    const [given, numbered] = numbering(change);
    const moved = `todos t ON t.user_id = $1 AND t.id = ${numbered(id)} AND t.deleted_at IS NULL`;
    const asked = { list: ownList(where), without: [id], where };
    const [row] = await change.read<Surroundings & StoredTodo>(
      statement(numbered, asked, [STORED_COLUMNS], moved),
      given,
    );
    if (!row?.id) return undefined;
    const { named, neighbours: found, ...todo } = row;
    return { named, neighbours: found ?? [], todo };
  }

  /** For todos that are moved to a list that is named. */
  async forMany(change: Change, ids: string[], where: PlaceDto): Promise<Surroundings> {
    const [given, numbered] = numbering(change);
    const [row] = await change.manager.query<Surroundings[]>(
      statement(numbered, { list: 'NULL', without: ids, where }, []),
      given,
    );
    return { named: row!.named, neighbours: row!.neighbours ?? [] };
  }
}

interface Asked {
  /** The list where none is named. */
  list: string;
  isInbox?: boolean;
  without: string[];
  where: PlaceDto;
}

/** @param columns besides those of the place @param joined a todo that is read along, which need not be there */
function statement(numbered: Numbered, { list, isInbox, without, where }: Asked, columns: string[], joined?: string) {
  const id = namedListId(where);
  const listId = id ? `${numbered(id)}::uuid` : list;
  const all = [
    ...columns,
    `${namedList(where, listId, isInbox)} AS named`,
    `(SELECT json_agg(near) FROM (${neighbours('list.id', anchorOf(where), without, numbered)}) near) AS neighbours`,
  ];
  return `SELECT ${all.join(', ')} FROM (SELECT 1) one ${joined ? `LEFT JOIN ${joined}` : ''}
    CROSS JOIN LATERAL (SELECT ${listId} AS id OFFSET 0) list`;
}

function namedList({ parentId, sectionId, projectId }: PlaceDto, listId: string, isInbox = false): string {
  if (parentId)
    return `(SELECT ${NAMED}, 'sectionId', section_id, 'isCompleted', completed_at IS NOT NULL) FROM todos WHERE ${LIVING} ${listId})`;
  if (sectionId) return `(SELECT ${NAMED}) FROM sections WHERE ${LIVING} ${listId})`;
  if (projectId) return `(SELECT json_build_object('projectId', id) FROM projects WHERE ${LIVING} ${listId})`;
  return isInbox ? `CASE WHEN list.id IS NOT NULL THEN json_build_object('projectId', list.id) END` : 'NULL';
}

/** The list in which a todo `t` stays when none is named. */
function ownList({ sectionId, parentId }: PlaceDto): string {
  if (sectionId === null) return 't.project_id';
  return parentId === null ? 'COALESCE(t.section_id, t.project_id)' : 't.list_id';
}
