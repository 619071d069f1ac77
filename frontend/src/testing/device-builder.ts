import type { components } from '@latch/contracts/account';
import { aMoment, anId } from './todo-builder';

/** A device with everything in it; a test names only what matters to it. */
export function aDevice(overrides: Partial<components['schemas']['Device']> = {}): components['schemas']['Device'] {
  return {
    id: anId(),
    current: false,
    browser: 'Firefox',
    system: 'Linux',
    address: '192.0.2.7',
    place: null,
    createdAt: aMoment(),
    lastSeenAt: aMoment(),
    expiresAt: '2026-11-28T09:00:00.000Z',
    ...overrides,
  };
}

/** Something that happened to an account. */
export function anAuditEvent(
  overrides: Partial<components['schemas']['AuditEvent']> = {},
): components['schemas']['AuditEvent'] {
  return {
    id: anId(),
    at: aMoment(),
    event: 'signed-in',
    address: '192.0.2.7',
    browser: 'Firefox',
    system: 'Linux',
    detail: null,
    ...overrides,
  };
}
