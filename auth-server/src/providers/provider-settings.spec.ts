import type { EnvironmentError } from '@latch/server-kit/settings/variables.mjs';
import { readEnvironment } from '../environment.js';

const OIDC = {
  OIDC_ISSUER: 'https://id.example.com/realms/all/',
  OIDC_CLIENT_ID: 'latch',
  OIDC_CLIENT_SECRET: 'oidc secret',
};

const read = (variables: NodeJS.ProcessEnv) =>
  readEnvironment({ AUTH_DATABASE_URL: 'postgres://localhost/auth', ...variables }).providers;

function problemsOf(variables: NodeJS.ProcessEnv): string[] {
  try {
    read(variables);
    return [];
  } catch (error) {
    return (error as EnvironmentError).problems;
  }
}

it('has none unless they are set', () => {
  expect(read({})).toEqual({});
  expect(read({ GITHUB_CLIENT_ID: '', GITHUB_CLIENT_SECRET: ' ' })).toEqual({});
});

it('takes each that is set', () => {
  const google = { GOOGLE_CLIENT_ID: 'google id', GOOGLE_CLIENT_SECRET: 'google secret' };
  const github = { GITHUB_CLIENT_ID: 'github id', GITHUB_CLIENT_SECRET: 'github secret' };
  expect(read({ ...OIDC, ...google, ...github })).toEqual({
    oidc: {
      issuer: 'https://id.example.com/realms/all/',
      clientId: 'latch',
      clientSecret: 'oidc secret',
      name: 'id.example.com',
    },
    google: { clientId: 'google id', clientSecret: 'google secret' },
    github: { clientId: 'github id', clientSecret: 'github secret' },
  });
  expect(read({ ...OIDC, OIDC_NAME: 'Our School' }).oidc!.name).toBe('Our School');
});

it.each([
  [{ GOOGLE_CLIENT_ID: 'id' }, 'GOOGLE_CLIENT_SECRET must be given with GOOGLE_CLIENT_ID.'],
  [{ GITHUB_CLIENT_SECRET: 'secret' }, 'GITHUB_CLIENT_ID must be given with GITHUB_CLIENT_SECRET.'],
  [{ OIDC_ISSUER: 'https://id.example.com' }, 'OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be given with OIDC_ISSUER.'],
  [
    { OIDC_CLIENT_ID: 'latch', OIDC_CLIENT_SECRET: 'secret' },
    'OIDC_ISSUER must be given with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.',
  ],
  [{ OIDC_NAME: 'Our School' }, 'OIDC_NAME must be given with OIDC_ISSUER.'],
  [{ ...OIDC, OIDC_NAME: 'x'.repeat(51) }, 'OIDC_NAME must be at most 50 characters long.'],
])('refuses what is half set: %j', (variables, problem) => {
  expect(problemsOf(variables as NodeJS.ProcessEnv)).toEqual([problem]);
});

it.each([
  'http://id.example.com',
  'ftp://localhost',
  'id.example.com',
  'https://me:secret@id.example.com',
  'https://id.example.com/?a=b',
])('refuses the issuer %s', (issuer) => {
  expect(problemsOf({ ...OIDC, OIDC_ISSUER: issuer })).toEqual([expect.stringContaining('OIDC_ISSUER must be')]);
});

it.each(['http://localhost:4010', 'http://127.0.0.1:4010'])('takes the issuer %s of this machine', (issuer) => {
  expect(read({ ...OIDC, OIDC_ISSUER: issuer }).oidc!.issuer).toBe(issuer);
});
