import { isVisible, tidyLine } from '@latch/domain/tidy-line';
import { email as address, LONGEST_NAME } from '../validation/fields.js';

const CANNOT_BE_KEPT = /\0|\p{Surrogate}/gu;

/**
 * How somebody is called that a provider told of, in the first of some ways it may have told it that can be seen.
 * @param email called by it where there is no name
 */
export function nameFrom(email: string | null | undefined, ...names: unknown[]): string {
  const cleaned = [...names, email?.split('@')[0]].map((each) => (typeof each === 'string' ? toName(each) : ''));
  return cleaned.find(isVisible) ?? '';
}

function toName(text: string): string {
  const name = tidyLine(text.replace(CANNOT_BE_KEPT, ''));
  return Array.from(name).slice(0, LONGEST_NAME).join('').trim();
}

/** Whether it is an address such as people may sign up with. */
export function isAddress(email: unknown): boolean {
  const { success, data } = address.safeParse(email);
  return success && data === email;
}
