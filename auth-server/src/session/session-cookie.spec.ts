import { SessionCookie } from './session-cookie.js';

const NAME = 'better-auth.session_token';
const at = (appUrl: string, name = NAME) =>
  new SessionCookie({ name, attributes: {} }, [], ['secret'], new URL(appUrl));

const placesOf = (texts: string[]) => texts.map((text) => /Path=.*/.exec(text)![0]);

it('is looked for at every path above the one it was sent to, where Latch lives below a path too', () => {
  const texts = at('http://example.test/our/todo').clearingBeside('/api/me');
  const paths = ['/our', '/our/', '/our/todo', '/our/todo/', '/our/todo/api', '/our/todo/api/', '/our/todo/api/me'];
  expect(placesOf(texts)).toEqual([
    'Path=/; Domain=example.test',
    ...paths.flatMap((path) => [`Path=${path}`, `Path=${path}; Domain=example.test`]),
  ]);
});

it.each(['http://localhost:3000', 'http://192.168.1.7', 'http://[::1]:3000'])('has no domain above it at %s', (url) => {
  expect(placesOf(at(url).clearingBeside('/api'))).toEqual(['Path=/api']);
});

it('can stand nowhere else over https', () => {
  expect(at('https://todo.example.test', `__Host-${NAME}`).clearingBeside('/api/me')).toEqual([]);
});

it('takes no more of an answer than proxies let through, the likeliest places first', () => {
  const path = `/api/users/${'a'.repeat(32)}/todos/${'b'.repeat(36)}/move`;
  const texts = at('http://todo.a-department.of-a-company.example.test').clearingBesideAt(path);
  expect(texts.map((text) => `Set-Cookie: ${text}`.length + 2).reduce((sum, length) => sum + length)).toBeLessThan(
    3_900,
  );
  expect(placesOf(texts)).toEqual(expect.arrayContaining(['Path=/; Domain=example.test', 'Path=/api/users/']));
});
