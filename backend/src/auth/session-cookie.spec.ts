import { findSessionCookie, sessionCookieName } from './session-cookie.js';

const NAME = 'better-auth.session_token';

describe('The session cookie', () => {
  it('has a prefix over https', () => {
    expect(sessionCookieName(new URL('http://localhost:3000'))).toBe(NAME);
    expect(sessionCookieName(new URL('https://todo.example.com'))).toBe(`__Host-${NAME}`);
  });

  it.each([
    [`${NAME}=abc`, `${NAME}=abc`],
    [`a=b; ${NAME}=abc.d%2Fe%3D; c=d`, `${NAME}=abc.d%2Fe%3D`],
    [`a=b;${NAME}=abc;c=d`, `${NAME}=abc`],
    [`${NAME}=a=b==`, `${NAME}=a=b==`],
    [`${NAME}="quoted"`, `${NAME}="quoted"`],
    [`;;${NAME}=abc;;`, `${NAME}=abc`],
    [`${NAME}=${'x'.repeat(4096 - NAME.length - 1)}`, `${NAME}=${'x'.repeat(4096 - NAME.length - 1)}`],
  ])('in %j is taken as it came', (header, pair) => {
    expect(findSessionCookie(header, NAME)).toBe(pair);
  });

  it.each([
    [undefined],
    [''],
    [NAME],
    [`${NAME}=`],
    [`x${NAME}=abc`],
    [`${NAME}x=abc`],
    [`${NAME} =abc`],
    [`__Host-${NAME}=abc`],
    [`a=${NAME}=abc`],
    [`${NAME}=${'x'.repeat(4096)}`],
  ])('is not found in %j', (header) => {
    expect(findSessionCookie(header, NAME)).toBeUndefined();
  });

  it.each([`${NAME}=a; ${NAME}=b`, `${NAME}=; ${NAME}=b`, `${NAME}=a; a=b; ${NAME}=a`])(
    'is refused in %j',
    (header) => {
      expect(() => findSessionCookie(header, NAME)).toThrow(`two cookies named “${NAME}”`);
    },
  );
});
