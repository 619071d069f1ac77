import { BROWSER_MAP, OS_MAP, parse } from 'bowser';
import type { AuditRow } from '../audit/audit-log.js';

interface DeviceDescription {
  browser: string | null;
  system: string | null;
}

/** Anything else is a text that a person who sent it made up, and might be meant to be read. */
const BROWSERS = new Set<string>(Object.values(BROWSER_MAP));
const SYSTEMS = new Set<string>(Object.values(OS_MAP));

const known = (names: Set<string>, name: string | undefined) => (name !== undefined && names.has(name) ? name : null);

/** @param userAgent the header as it came; 500 characters at most */
export function describeDevice(userAgent: string | null): DeviceDescription {
  // Bowser throws when it is given none.
  if (!userAgent) return { browser: null, system: null };
  const { browser, os } = parse(userAgent);
  return { browser: known(BROWSERS, browser.name), system: known(SYSTEMS, os.name) };
}

/** The same as one phrase, such as `Firefox on Linux`. */
export function deviceName(userAgent: string | null): string {
  const { browser, system } = describeDevice(userAgent);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? 'An unknown device';
}

/** @see contracts/account.yaml, AuditEvent */
export function toEvent({ id, at, event, address, userAgent, detail }: AuditRow) {
  return { id, at, event, address, ...describeDevice(userAgent), detail };
}
