const PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** @returns an address somebody wrote into notes if following it can do no harm, or else nothing */
export function safeAddress(address: string): string {
  if (!URL.canParse(address, 'https://relative.invalid')) return '';
  return PROTOCOLS.has(new URL(address, 'https://relative.invalid').protocol) ? address : '';
}
