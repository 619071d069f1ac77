import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from '@latch/server-kit/logger';
import { doctorProof } from './doctor-proof.js';
import { ForwardedRequests } from './forwarded-requests.js';

const SECRET = 'a secret for tests alone, 40 characters.';
const THROUGH_A_PROXY = { host: '127.0.0.1:3000', 'x-latch-forwarded': 'https://todo.example.com' };

function watching(publicUrl: string) {
  const warnings: unknown[][] = [];
  const warn = (...said: unknown[]) => void warnings.push(said);
  const watch = new ForwardedRequests({ publicUrl, secret: SECRET }, { warn } as unknown as Logger);
  const note = (headers: IncomingHttpHeaders, httpVersion = '1.1') => watch.note({ headers, httpVersion });
  return { watch, note, warnings };
}

it('logs the first request through a proxy, with the line to set, and no other', () => {
  const { watch, note, warnings } = watching('http://localhost:3000');
  note({ host: 'localhost:3000' });
  expect([watch.seen, warnings.length]).toEqual([undefined, 0]);
  for (let n = 0; n < 3; n++) note(THROUGH_A_PROXY);
  note({ ...THROUGH_A_PROXY, 'x-latch-forwarded': 'https://other.example.com' });
  expect(watch.seen).toBe('https://todo.example.com');
  expect(warnings).toEqual([
    [{ set: 'PUBLIC_URL=https://todo.example.com' }, expect.stringContaining('PUBLIC_URL=https://todo.example.com')],
  ]);
});

it('gives an example when the proxy does not tell what it was asked for', () => {
  const { watch, note } = watching('http://127.0.0.1:3000');
  note({ host: '127.0.0.1:3000', 'x-latch-forwarded': 'unknown' });
  expect(watch.seen).toBe('https://todo.example.com');
});

it('has nothing to say where the public address is set', () => {
  const { watch, note, warnings } = watching('https://todo.example.com');
  note(THROUGH_A_PROXY);
  expect([watch.seen, warnings.length]).toEqual([undefined, 0]);
});

it('takes what the doctor claims to come from for no proxy', () => {
  const { watch, note } = watching('http://localhost:3000');
  note({ ...THROUGH_A_PROXY, 'x-latch-doctor': doctorProof(SECRET, Date.now()) });
  expect(watch.seen).toBeUndefined();
  note({
    ...THROUGH_A_PROXY,
    'x-latch-doctor': doctorProof('another secret, of forty characters now.', Date.now()),
  });
  expect(watch.seen).toBe('https://todo.example.com');
});
