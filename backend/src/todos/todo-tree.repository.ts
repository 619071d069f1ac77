import { Injectable } from '@nestjs/common';
import type { Change } from '../history/change.js';
import { STORED_COLUMNS, eachOf, idsOf, isOpen } from './todo-columns.js';
import type { StoredTodo } from './todo.js';

/** One of a tree of todos, without what it says. */
export interface TreeNode {
  id: string;
  parentId: string | null;
}

const PARTS = 't.parent_id = below.id AND t.deleted_at IS NULL';

/** The open subtasks of what is in `from`, a table that is called `name`. */
const openOf = (from: string, name = from) =>
  `SELECT t.id FROM ${eachOf(from, 't.id', `t.list_id = ${name}.id AND ${isOpen('t')}`)}`;

/** What the todos in `from`, a table that is called `name`, are a part of. */
const parentsOf = (from: string, name = from) =>
  `SELECT t.parent_id AS id FROM ${eachOf(from, 't.parent_id', `t.id = ${name}.id`, 't.parent_id IS NOT NULL')}`;

/** `below` is the whole tree that a todo is in. @param id a parameter; `$1` is the owner */
export const treeAround = (id: string) => `WITH RECURSIVE above AS (
    SELECT id, parent_id FROM todos WHERE user_id = $1 AND id = ${id} AND deleted_at IS NULL
    UNION ALL SELECT t.id, t.parent_id FROM ${eachOf('above', 't.id, t.parent_id', 't.id = above.parent_id')}
  ), below AS (
    SELECT id, parent_id FROM above WHERE parent_id IS NULL
    UNION ALL SELECT t.id, t.parent_id FROM ${eachOf('below', 't.id, t.parent_id', PARTS)}
  )`;

/** What is above and below todos, within a change. */
@Injectable()
export class TodoTreeRepository {
  /** A todo, if it is there, and all open subtasks at any depth. */
  async withOpenBelow(change: Change, id: string): Promise<StoredTodo[]> {
    return change.read(
      `WITH RECURSIVE below AS (
         SELECT $2::uuid AS id
         UNION ${openOf('below')}
       )
       SELECT t.* FROM ${eachOf('below', STORED_COLUMNS, 't.id = below.id', 't.deleted_at IS NULL')}`,
      [change.userId, id],
    );
  }

  /** A todo, if it is there, and all completed ones that it is a part of. */
  async withCompletedAbove(change: Change, id: string): Promise<StoredTodo[]> {
    return change.read(
      `WITH RECURSIVE above AS (
         SELECT $2::uuid AS id
         UNION ${parentsOf('above')}
       )
       SELECT t.* FROM ${eachOf('above', STORED_COLUMNS, 't.id = above.id', 't.deleted_at IS NULL AND (t.completed_at IS NOT NULL OR t.id = $2)')}`,
      [change.userId, id],
    );
  }

  /** All open subtasks at any depth. */
  async openBelow({ manager, userId }: Change, ids: string[]): Promise<StoredTodo[]> {
    return manager.query(
      `WITH RECURSIVE below AS (
         ${openOf(idsOf('$2'), 'given')}
         UNION ${openOf('below')}
       )
       SELECT t.* FROM ${eachOf('below', STORED_COLUMNS, 't.id = below.id')}`,
      [userId, ids],
    );
  }

  /** All completed todos that these are a part of. */
  async completedAbove({ manager, userId }: Change, ids: string[]): Promise<StoredTodo[]> {
    return manager.query(
      `WITH RECURSIVE above AS (
         ${parentsOf(idsOf('$2'), 'given')}
         UNION ${parentsOf('above')}
       )
       SELECT t.* FROM ${eachOf('above', STORED_COLUMNS, 't.id = above.id', 't.completed_at IS NOT NULL AND t.deleted_at IS NULL')}`,
      [userId, ids],
    );
  }

  /** These and all their subtasks, completed ones too. */
  async below({ manager, userId }: Change, ids: string[]): Promise<TreeNode[]> {
    return manager.query(
      `WITH RECURSIVE below AS (
         SELECT t.id, t.parent_id FROM ${eachOf(idsOf('$2'), 't.id, t.parent_id', 't.id = given.id', 't.deleted_at IS NULL')}
         UNION SELECT t.id, t.parent_id FROM ${eachOf('below', 't.id, t.parent_id', PARTS)}
       )
       SELECT id, parent_id AS "parentId" FROM below`,
      [userId, ids],
    );
  }

  /** The whole tree that a todo is in: from its top-level todo down. */
  async around({ manager, userId }: Change, id: string): Promise<TreeNode[]> {
    return manager.query(`${treeAround('$2')} SELECT id, parent_id AS "parentId" FROM below`, [userId, id]);
  }
}
