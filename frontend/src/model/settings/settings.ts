import type { components } from '@latch/contracts/latch';
import { plannedDay } from '@latch/domain/dates';
import { withDefaults } from '@latch/domain/fields';
import { settingsFields } from '@latch/domain/settings-fields';
import type { Replica } from '../../replica/replica';
import { type SettingsRow, SETTINGS } from '../../replica/row-store';
import { useReplicaViewIfThere } from '../../replica/synced-replica';
import { latchApi, unwrap } from '../../shared/api/client';
import type { ChangeSpec } from '../changes/change-spec';
import { type Changes, useChanges } from '../changes/use-changes';
import { underChange } from '../todos/todo-context';

export type SettingsPatch = components['schemas']['UpdateSettings'];

const DEFAULTS: SettingsRow = { ...withDefaults(settingsFields, {}), id: SETTINGS, version: 0 };

function settingsOf(rows: Replica['shown']): SettingsRow {
  return rows.get('settings', SETTINGS) ?? DEFAULTS;
}

/** What the person set for all of their devices; undefined until it is there. */
export function useSettings(userId: string): SettingsRow | undefined {
  return useReplicaViewIfThere(userId, SETTINGS, settingsOf);
}

/** Changes settings: at once, on all devices, offline as well. It cannot be undone by key: the setting itself is beside it. */
export function settingsChange(userId: string, patch: SettingsPatch): ChangeSpec {
  return {
    undoable: false,
    fails: 'The settings were not changed',
    kept: ['updateSettings', patch],
    apply: (rows) => rows.put('settings', { ...settingsOf(rows), ...patch }),
    send: (changeId) => {
      const params = { path: { userId }, header: underChange(changeId) };
      return unwrap(latchApi.PATCH('/api/users/{userId}/settings', { params, body: patch }));
    },
  };
}

/** @returns changes what is given */
export function useChangeSettings(userId: string): (patch: SettingsPatch) => void {
  const changes: Changes = useChanges(userId);
  return (patch) => changes.start(settingsChange(userId, patch));
}

/** @returns what another zone would move, in a sentence; undefined until that is known */
export function useMovesBy(userId: string, from: string, to: string): string | undefined {
  const count = useReplicaViewIfThere(userId, `moves ${from} ${to}`, (rows) => countMoved(rows, from, to));
  if (count === undefined) return undefined;
  if (count === 0) return 'If you change it, no todo moves to another day.';
  const moved = count === 1 ? '1 todo with a fixed time moves' : `${count} todos with a fixed time move`;
  return `If you change it, ${moved} to another day.`;
}

/** How many open todos have a date on another day by the other zone. */
function countMoved(rows: Replica['shown'], from: string, to: string): number {
  const { dayStart } = settingsOf(rows);
  const moves = (date: string | null) => date?.endsWith(']') && dayIn(date, from) !== dayIn(date, to);
  const dayIn = (date: string, zone: string) => plannedDay(date, { zone, dayStart });
  let count = 0;
  for (const { start, due, deadline, completedAt, deletedAt } of rows.all('todos'))
    if (completedAt === null && deletedAt === null && [start, due, deadline].some(moves)) count += 1;
  return count;
}
