import { pino } from 'pino';
import { describeError } from '@latch/server-kit/describe-error';
import { betterAuthLog } from './auth.js';

const TOKEN = 'WEpEjl2TQRYe3azEhxrbejBhWjAxCZH8';

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
