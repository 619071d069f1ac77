import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readVariables } from '@latch/server-kit/settings/variables.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What would be a second opinion about who somebody is. */
const forbidden: Record<string, { pattern: RegExp; example: string }> = {
  'a library for JWTs': {
    pattern: /from\s+['"](jsonwebtoken|jose|jwt-decode|passport[\w-]*|@nestjs\/jwt)['"]/,
    example: `from 'jose'`,
  },
  'taking a JWT apart': {
    pattern: /\b(decode|verify|parse)_?jwt\b|\.split\(['"]\.['"]\)\s*\[1\]|\bjwt\./i,
    example: 'decodeJwt(x)',
  },
  'reading or sending Authorization': {
    pattern:
      /headers\??\s*(\.|\[\s*['"])authorization|\.(get|header|set|append)\(\s*['"]authorization|['"]?authorization['"]?\s*:\s*[`'"\w]/i,
    example: `request.headers['authorization']`,
  },
  'a bearer token': { pattern: /['"`]bearer\s/i, example: '`Bearer ${x}`' },
  'verifying the cookie': { pattern: /\b(createHmac|timingSafeEqual|BETTER_AUTH_SECRET)\b/, example: 'createHmac(' },
  'keeping a token': {
    pattern: /(localStorage|sessionStorage|indexedDB)\b[^\n;]*(token|jwt|cookie|credential|password)/i,
    example: `localStorage.setItem('token', x)`,
  },
  'reading the cookie in the browser': { pattern: /document\.cookie/, example: 'document.cookie' },
  'the raw token of a session': { pattern: /session\??\.token\b/, example: 'data.session.token' },
};

const isSource = (name: string) => /\.(ts|tsx|mts|mjs|js)$/.test(name) && !/\.(spec|test)\.tsx?$/.test(name);

/** Names the settings of both servers, and whose they are. */
const TABLE_OF_SETTINGS = 'packages/server-kit/src/settings/variables.mjs';

/** And what both of them run of the packages. */
const folders = ['backend/src', 'frontend/src', 'packages/domain/src', 'packages/server-kit/src'];

const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => isSource(name) && !name.startsWith('testing/'))
    .map((name) => join(folder, name)),
);

describe('Identity lives in one place', () => {
  it.each(Object.entries(forbidden))('nothing in the backend or the frontend is %s', (name, { pattern, example }) => {
    expect(example).toMatch(pattern);
    const offenders = sources.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));
    expect(offenders).toEqual(name === 'verifying the cookie' ? [TABLE_OF_SETTINGS] : []);
  });

  it('the backend is given no secret of the auth server', () => {
    const secret = 'a-secret-of-the-auth-server-and-nobody-else';
    const variables = { BETTER_AUTH_SECRET: secret, BETTER_AUTH_OLD_SECRETS: secret, OIDC_CLIENT_SECRET: secret };
    expect(JSON.stringify(readVariables(variables, 'auth-server'))).toContain(secret);
    expect(JSON.stringify(readVariables(variables, 'backend'))).not.toContain(secret);
  });

  it('looked at all of it', () => {
    for (const file of ['backend/src/auth/auth.guard.ts', ...folders]) {
      expect(sources.some((source) => source.startsWith(file))).toBe(true);
    }
  });
});
