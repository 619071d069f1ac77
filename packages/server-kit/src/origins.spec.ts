import { readFileSync } from 'node:fs';
import { OriginNotAllowedError } from './http-errors.js';
import { Origins } from './origins.js';

/** Both servers' contract tests read these too. */
const { sets } = JSON.parse(
  readFileSync(new URL('../../../contracts/cases/origins.json', import.meta.url), 'utf8'),
) as {
  sets: {
    publicUrl: string;
    corsOrigins: string;
    cases: [name: string, headers: Record<string, string>, outcome: 'served' | 'refused'][];
  }[];
};

describe.each(sets)('An unsafe request at $publicUrl', ({ publicUrl, corsOrigins, cases }) => {
  const origins = new Origins(publicUrl, corsOrigins.split(','));

  it.each(cases)('of %s', (_name, headers, outcome) => {
    const asserted = expect(() => origins.assertAllowed(headers));
    if (outcome === 'served') asserted.not.toThrow();
    else asserted.toThrow(OriginNotAllowedError);
  });
});

it.each([
  ['http://localhost:3000', ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']],
  ['https://[::1]', ['https://localhost', 'https://127.0.0.1', 'https://[::1]']],
  ['https://todo.example.com', ['https://todo.example.com']],
  ['http://localhost.example.com', ['http://localhost.example.com']],
])('the pages at %s may have these origins', (publicUrl, expected) => {
  expect(new Origins(publicUrl, []).all).toEqual(expected);
});

it('adds the listed ones', () => {
  expect(new Origins('https://a.example', ['https://b.example']).all).toEqual([
    'https://a.example',
    'https://b.example',
  ]);
});
