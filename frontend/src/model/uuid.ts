let lastTime = 0;

/** An id of a change, or of what is made here: a UUID of version 7 (RFC 9562), greater than every one before it. */
export function uuidv7(): string {
  lastTime = Math.max(Date.now(), lastTime + 1);
  const time = lastTime.toString(16).padStart(12, '0');
  const bytes = [...crypto.getRandomValues(new Uint8Array(10))];
  bytes[0] = 0x70 | ((bytes[0] ?? 0) & 0x0f);
  bytes[2] = 0x80 | ((bytes[2] ?? 0) & 0x3f);
  const rest = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [time.slice(0, 8), time.slice(8), rest.slice(0, 4), rest.slice(4, 8), rest.slice(8)].join('-');
}

/** @returns when a UUIDv7 was made. ISO 8601 */
export function timeOf(uuid: string): string {
  return new Date(Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16)).toISOString();
}
