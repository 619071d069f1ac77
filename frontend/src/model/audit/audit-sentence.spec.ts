import { expect, it } from 'vitest';
import { type AuditEvent, auditSentence, auditSource } from './audit-sentence';

const event: AuditEvent = {
  id: '0199b1c2-7b00-7c3a-9d2e-5f8a1b2c3d01',
  at: '2026-11-21T09:00:00.000Z',
  event: 'signed-in',
  address: '192.0.2.7',
  browser: 'Firefox',
  system: 'Linux',
  detail: null,
};

it('says what happened, with what is known of it', () => {
  expect(auditSentence(event)).toBe('Signed in');
  expect(auditSentence({ event: 'email-changed', detail: 'now ada@new.example' })).toBe(
    'The e-mail address was changed: now ada@new.example',
  );
});

it('says how many devices it was, and where a password was wrong', () => {
  expect(auditSentence({ event: 'other-devices-signed-out', detail: '3' })).toBe(
    'Other devices were signed out, 3 in all',
  );
  expect(auditSentence({ event: 'other-devices-signed-out', detail: null })).toBe('All other devices were signed out');
  expect(auditSentence({ event: 'sign-in-failed', detail: 'Asked for the password' })).toMatch(/^A wrong password/);
  expect(auditSentence({ event: 'sign-in-failed', detail: null })).toBe('A sign-in was refused');
});

it('says with what, or by whom', () => {
  expect(auditSentence({ event: 'signed-in', detail: 'With GitHub' })).toBe('Signed in with GitHub');
  expect(auditSentence({ event: 'account-disabled', detail: 'By Grace (grace@example.com)' })).toBe(
    'The account was disabled by Grace (grace@example.com)',
  );
  expect(auditSentence({ event: 'invited', detail: 'grace@example.com' })).toBe(
    'A person was invited: grace@example.com',
  );
});

it('says even what it has no words for yet', () => {
  expect(auditSentence({ event: 'flew-away' as AuditEvent['event'], detail: null })).toBe('Other event: flew-away');
});

it('says by what and from where', () => {
  expect(auditSource(event)).toBe('Firefox on Linux, from 192.0.2.7');
  expect(auditSource({ ...event, browser: null, system: null, address: null })).toBe(
    'An unknown browser, from an unknown address',
  );
});
