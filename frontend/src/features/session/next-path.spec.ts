import { describe, expect, it } from 'vitest';
import { nextPathOrInbox, safeNextPath } from './next-path';

describe('safeNextPath', () => {
  it.each(['/dashboard', '/dashboard?status=all', '/dashboard#todo', '/a/b?x=//evil.example', '/ä'])(
    'keeps %s, a path of this origin',
    (path) => expect(safeNextPath(path)).toBe(new URL(path, location.origin).href.slice(location.origin.length)),
  );

  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'https://evil.example',
    'https:evil.example',
    'http:evil.example',
    'javascript:alert(1)',
    'data:text/html,evil',
    'dashboard',
    'inbox.evil.example',
    '',
    ' /dashboard',
    '/sign-in',
    '/sign-in?next=/sign-in',
    '/sign-up',
    '/./sign-in',
    undefined,
    null,
    7,
    ['/dashboard'],
  ])('refuses %j', (next) => expect(safeNextPath(next)).toBeUndefined());

  it('falls back to the Inbox', () => {
    expect(nextPathOrInbox('//evil.example')).toBe('/inbox');
    expect(nextPathOrInbox('/completed?todo=1')).toBe('/completed?todo=1');
  });
});
