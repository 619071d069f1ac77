import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { onStore } from '../database/store.errors.js';
import type { Change } from '../history/change.js';
import { DEFAULT_SETTINGS, SETTINGS_COLUMN_OF, SETTINGS_COLUMNS, type Settings } from './settings.js';

const FIND = `SELECT ${SETTINGS_COLUMNS} FROM owners WHERE user_id = $1`;

@Injectable()
export class SettingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async find(userId: string): Promise<Settings> {
    const [row] = await onStore(() => this.dataSource.query<Settings[]>(FIND, [userId]));
    return row ?? DEFAULT_SETTINGS;
  }

  /** The same within a change, whose owner has a row. */
  async findWithin({ manager, userId }: Change): Promise<Settings> {
    const [row] = await manager.query<Settings[]>(FIND, [userId]);
    return row!;
  }

  /** The row is there: a change has numbered itself in it. */
  async update({ manager, userId }: Change, names: (keyof Settings)[], wanted: Partial<Settings>): Promise<Settings> {
    const sets = names.map((name, index) => `${SETTINGS_COLUMN_OF[name]} = $${index + 2}`).join(', ');
    const [rows] = await manager.query<[Settings[], number]>(
      `UPDATE owners SET ${sets} WHERE user_id = $1 RETURNING ${SETTINGS_COLUMNS}`,
      [userId, ...names.map((name) => wanted[name])],
    );
    return rows[0]!;
  }
}
