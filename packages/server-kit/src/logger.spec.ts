import { createLogger } from './logger.js';

const SECRET = 's3cret';

function lineOf(fields: object): Record<string, unknown> {
  let line = '';
  createLogger('a-server', 'info', { write: (text: string) => void (line = text) }).info(fields, 'said');
  expect(line).not.toContain(SECRET);
  return JSON.parse(line) as Record<string, unknown>;
}

it.each(['cookie', 'authorization', 'password', 'token', 'body', 'headers'])('censors %s', (name) => {
  expect(lineOf({ [name]: SECRET })).toMatchObject({ service: 'a-server', msg: 'said', [name]: '[redacted]' });
  expect(lineOf({ request: { [name]: SECRET } })).toMatchObject({ request: { [name]: '[redacted]' } });
});

it('describes errors', () => {
  const err = Object.assign(new Error('reset'), { code: 'ECONNRESET', config: { headers: { cookie: SECRET } } });
  expect(lineOf({ err })).toMatchObject({ err: { type: 'Error', code: 'ECONNRESET', message: 'reset' } });
});
