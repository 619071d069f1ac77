/** A code of the contract out of an address, where anybody may have written anything. */
export function errorCode(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 64 ? value : undefined;
}
