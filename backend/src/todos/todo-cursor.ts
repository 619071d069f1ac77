const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const KEY = '[0-9A-Za-z]{1,200}';

/** What a place in a list looks like, by the kind of the list. */
const PLACES = {
  /** Position (empty outside of sections) and id of a list, position and id of a todo in it. */
  project: new RegExp(`^(${KEY})? ${UUID} ${KEY} ${UUID}$`),
  label: new RegExp(`^${UUID}$`),
  /** Milliseconds and id. */
  time: new RegExp(`^\\d{1,14} ${UUID}$`),
};

export type PlaceKind = keyof typeof PLACES;

/**
 * A place in a list as opaque text. It names its list as well, so that it is not taken for a place in another one.
 * @param list without tabs
 * @returns base64url
 */
export function writeCursor(list: string, place: (string | number)[]): string {
  return Buffer.from(`${list}\t${place.join(' ')}`).toString('base64url');
}

/** @returns the parts of the place, as they were written; undefined when it is no cursor of this list */
export function readCursor(cursor: string, list: string, kind: PlaceKind): string[] | undefined {
  const [ofList, place, ...rest] = Buffer.from(cursor, 'base64url').toString().split('\t');
  if (ofList !== list || place === undefined || rest.length > 0 || !PLACES[kind].test(place)) return undefined;
  return place.split(' ');
}
