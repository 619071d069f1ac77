import { type CustomTypesConfig, types } from 'pg';

/** The type of `uuid[]`, for which there is no name. */
const UUIDS = 2951;

const readDate = types.getTypeParser(types.builtins.TIMESTAMPTZ) as (text: string) => Date;

/**
 * A moment as the contract has it: ISO 8601, in UTC, whole milliseconds. What PostgreSQL says in UTC is made into it as
 * text: of a page of todos, a `Date` for each would cost as much as everything else that is read.
 * @param text such as `2026-11-21 09:00:00.12+00`
 */
function readTime(text: string): string {
  if (text[10] !== ' ' || !text.endsWith('+00')) return readDate(text).toISOString();
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).slice(0, 3).padEnd(3, '0')}Z`;
}

/** @param text such as `{}`, or ids between the braces, of which none is NULL and none needs quotes */
function readUuids(text: string): string[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',');
}

const readers = new Map<number, (text: string) => unknown>([
  [types.builtins.TIMESTAMPTZ, readTime],
  [UUIDS, readUuids],
]);

/** How what is read becomes values: moments are text from here to the answer; everything else as `pg` has it. */
export const columnTypes: CustomTypesConfig = {
  getTypeParser: (type: number, format?: 'text' | 'binary') => readers.get(type) ?? types.getTypeParser(type, format),
};
