import { appPage } from './app-page.js';

it.each([
  ['/', '/'],
  ['/projects/1?show=all#top', '/projects/1?show=all#top'],
  ['/search?q=http://evil.example', '/search?q=http://evil.example'],
  ['/a/../b', '/b'],
  ['/über', '/%C3%BCber'],
  ['/apiary', '/apiary'],
])('%s is a page', (text, page) => {
  expect(appPage(text)).toBe(page);
});

it.each([
  '',
  'projects',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/a/..//evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  '/api/auth/sign-out',
  '/api',
  '/a/../api/todos',
])('%j is none', (text) => {
  expect(appPage(text)).toBeUndefined();
});
