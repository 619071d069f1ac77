import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { onStore } from '../database/store.errors.js';
import { updateFields } from '../database/update-fields.js';
import { namesAtCreate, namesOf } from '@latch/domain/fields';
import { sectionFields } from '@latch/domain/outline-fields';
import { columnNames, insertInto, selectList } from '../fields/field-columns.js';
import type { Change } from '../history/change.js';
import type { Section } from './section.js';

const STAMPS = ['version', 'fieldVersions', 'deletedAt', 'deletedWith', 'createdAt', 'updatedAt'];
const COLUMNS = selectList(['id', ...namesOf(sectionFields), 'projectId', 'position', ...STAMPS]);
const COLUMN_OF = columnNames([...namesOf(sectionFields), 'position'] as const);
const NEW_FIELDS = [...namesAtCreate(sectionFields), 'projectId', 'position'] as const;

export type NewSection = Pick<Section, 'id' | (typeof NEW_FIELDS)[number]> & { createDigest: Buffer };
export type SectionFields = Partial<Pick<Section, keyof typeof COLUMN_OF>>;

const INSERT = insertInto('sections', NEW_FIELDS, COLUMNS);

/** Every statement names the owner; what changes something runs within a change, which has locked the owner. */
@Injectable()
export class SectionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** All that are not deleted, and whose project is not, by position. */
  async all(userId: string, manager: EntityManager = this.dataSource.manager): Promise<Section[]> {
    return onStore(() =>
      manager.query<Section[]>(
        `SELECT ${COLUMNS} FROM sections WHERE user_id = $1 AND deleted_at IS NULL ORDER BY position, id`,
        [userId],
      ),
    );
  }

  /** Those of one project that are not deleted, by position. */
  async ofProject({ manager, userId }: Change, projectId: string): Promise<Section[]> {
    return manager.query<Section[]>(
      `SELECT ${COLUMNS} FROM sections WHERE user_id = $1 AND project_id = $2 AND deleted_at IS NULL
       ORDER BY position, id`,
      [userId, projectId],
    );
  }

  /** A page by id, with those in Trash. @param after begins behind this id */
  async page(userId: string, limit: number, after?: string): Promise<Section[]> {
    const behind = after ? 'AND id > $3' : '';
    return onStore(() =>
      this.dataSource.query<Section[]>(
        `SELECT ${COLUMNS} FROM sections WHERE user_id = $1 ${behind} ORDER BY id LIMIT $2`,
        [userId, limit, ...(after ? [after] : [])],
      ),
    );
  }

  /** Those of the ids that are there, in Trash too, in no order. */
  async findAll(userId: string, ids: string[]): Promise<Section[]> {
    return onStore(() =>
      this.dataSource.query<Section[]>(`SELECT ${COLUMNS} FROM sections WHERE user_id = $1 AND id = ANY($2)`, [
        userId,
        ids,
      ]),
    );
  }

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await eraser.erase('sections', 'id');
  }

  /** Finds those in Trash as well. */
  async findEvenDeleted(
    { manager, userId }: Change,
    ids: string[],
  ): Promise<(Section & { createDigest: Buffer | null })[]> {
    return manager.query(
      `SELECT ${COLUMNS}, create_digest AS "createDigest" FROM sections WHERE user_id = $1 AND id = ANY($2)`,
      [userId, ids],
    );
  }

  async insert({ manager, userId, at, revision }: Change, section: NewSection): Promise<Section> {
    const values = NEW_FIELDS.map((name) => section[name]);
    const given = [userId, section.id, at, section.createDigest, revision, ...values];
    const [row] = await manager.query<Section[]>(INSERT, given);
    return row!;
  }

  async update(change: Change, id: string, fields: SectionFields, touched: string[]): Promise<Section> {
    const target = { table: 'sections', id, columns: COLUMN_OF, returning: COLUMNS };
    return updateFields<Section>(change, target, fields, touched);
  }

  /** New positions of many, when a list has no room left between two; no event, since nothing moved. */
  async reposition(
    { manager, userId, revision }: Change,
    positions: { id: string; position: string }[],
  ): Promise<void> {
    await manager.query(
      `UPDATE sections SET position = moved.position, revision = $4 FROM unnest($2::uuid[], $3::text[]) AS moved (id, position)
       WHERE sections.user_id = $1 AND sections.id = moved.id`,
      [userId, positions.map(({ id }) => id), positions.map(({ position }) => position), revision],
    );
  }
}
