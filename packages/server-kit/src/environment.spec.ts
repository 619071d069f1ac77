import { readFileSync } from 'node:fs';
import { commonVariables, EnvironmentError, optionalPort, originUrl, port, readVariables } from './environment.js';

const { publicUrls } = JSON.parse(
  readFileSync(new URL('../../../scripts/settings/settings-cases.json', import.meta.url), 'utf8'),
) as { publicUrls: { read: [text: string, origin: string, path: string][]; refused: string[] } };

const shape = {
  ...commonVariables,
  PORT: port('PORT', 3001),
  METRICS_PORT: optionalPort('METRICS_PORT'),
  OTHER_URL: originUrl('OTHER_URL', 'http://127.0.0.1:3002'),
};
const read = (variables: NodeJS.ProcessEnv) => readVariables(shape, variables);

it('fills in what is not given, or is empty', () => {
  const { data, problems } = read({ PORT: ' ', LOG_LEVEL: '', METRICS_PORT: '' });
  expect(problems).toEqual([]);
  expect(data).toEqual({
    HOST: '127.0.0.1',
    PUBLIC_URL: { origin: 'http://localhost:3000', path: '' },
    CORS_ORIGINS: [],
    SHUTDOWN_DELAY_SECONDS: 0,
    LOG_LEVEL: 'info',
    PORT: 3001,
    OTHER_URL: 'http://127.0.0.1:3002',
  });
});

it('takes what is given', () => {
  const { data } = read({
    CORS_ORIGINS: 'https://a.example/, http://b.example:81',
    METRICS_PORT: '0',
    OTHER_URL: 'http://backend:3002/',
    SHUTDOWN_DELAY_SECONDS: '60',
  });
  expect(data).toMatchObject({
    CORS_ORIGINS: ['https://a.example', 'http://b.example:81'],
    METRICS_PORT: 0,
    OTHER_URL: 'http://backend:3002',
    SHUTDOWN_DELAY_SECONDS: 60,
  });
});

it('names every problem at once, and repeats no value', () => {
  const wrong = {
    PORT: 's3cret',
    METRICS_PORT: '65536',
    OTHER_URL: 'http://u:s3cret@backend',
    CORS_ORIGINS: 'https://a.example,*',
    SHUTDOWN_DELAY_SECONDS: '61',
    LOG_LEVEL: 's3cret',
    PUBLIC_URL: 's3cret',
  };
  const { data, problems } = read(wrong);
  expect(data).toBeUndefined();
  expect(new Set(problems.map((problem) => problem.split(' ')[0]))).toEqual(new Set(Object.keys(wrong)));
  const { message } = new EnvironmentError(problems);
  expect(message.split('\n')).toHaveLength(1 + problems.length);
  expect(message).not.toContain('s3cret');
});

it.each(publicUrls.read)('reads PUBLIC_URL=%s as %s below "%s"', (PUBLIC_URL, origin, path) => {
  expect(read({ PUBLIC_URL }).data?.PUBLIC_URL).toEqual({ origin, path });
});

it.each(publicUrls.refused)('refuses PUBLIC_URL=%s', (PUBLIC_URL) => {
  expect(read({ PUBLIC_URL }).problems).toEqual([expect.stringContaining('PUBLIC_URL must be')]);
});
