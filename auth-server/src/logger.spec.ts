import { pino } from 'pino';
import { betterAuthLog, describeError } from './logger.js';

const TOKEN = 'WEpEjl2TQRYe3azEhxrbejBhWjAxCZH8';

it('takes from an error only what cannot hold a row’s values', () => {
  const error = Object.assign(new Error(`no ada@example.com with ${TOKEN}`), {
    code: '23505',
    detail: 'Key (email)=(ada@example.com) already exists.',
    parameters: [TOKEN],
  });
  const described = describeError(error);
  expect(Object.keys(described)).toEqual(['type', 'message', 'code', 'stack']);
  expect(described).toMatchObject({ message: 'no [e-mail] with [id]', code: '23505' });
  expect(JSON.stringify(described)).not.toMatch(/ada@|WEpE/);
});

it('says of what is no error only its type', () => {
  expect(describeError({ password: 'x' })).toEqual({ type: 'object' });
});

it('takes Better Auth’s log without addresses, and its details only when they are errors', () => {
  const lines: string[] = [];
  const logger = pino({ serializers: { err: describeError } }, { write: (line: string) => void lines.push(line) });
  const log = betterAuthLog(logger).log!;
  log('warn', 'Sign-up attempt for existing email: ada@example.com', { password: 'secret' });
  log('error', 'failed', new Error(`token ${TOKEN}`));
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: 40,
    from: 'better-auth',
    msg: expect.stringContaining('[e-mail]'),
  });
  expect(JSON.parse(lines[1]!)).toMatchObject({ level: 50, err: { message: 'token [id]' } });
  expect(lines.join('')).not.toMatch(/ada@|secret|WEpE/);
});
