import type { Logger } from '../logger.js';
import { doctorProof } from './doctor-proof.js';
import { ForwardedRequests } from './forwarded-requests.js';

const SECRET = 'a secret for tests alone, 40 characters.';
const THROUGH_A_PROXY = { host: '127.0.0.1:3000', 'x-latch-forwarded': 'https://todo.example.com' };

function watching(publicUrl: string) {
  const warnings: unknown[][] = [];
  const warn = (...said: unknown[]) => void warnings.push(said);
  return { requests: new ForwardedRequests({ publicUrl, secret: SECRET }, { warn } as unknown as Logger), warnings };
}

it('logs the first request through a proxy, with the line to set, and no other', () => {
  const { requests, warnings } = watching('http://localhost:3000');
  requests.note({ host: 'localhost:3000' });
  expect([requests.seen, warnings.length]).toEqual([undefined, 0]);
  for (let n = 0; n < 3; n++) requests.note(THROUGH_A_PROXY);
  requests.note({ ...THROUGH_A_PROXY, 'x-latch-forwarded': 'https://other.example.com' });
  expect(requests.seen).toBe('https://todo.example.com');
  expect(warnings).toEqual([
    [{ set: 'PUBLIC_URL=https://todo.example.com' }, expect.stringContaining('PUBLIC_URL=https://todo.example.com')],
  ]);
});

it('gives an example when the proxy does not tell what it was asked for', () => {
  const { requests } = watching('http://127.0.0.1:3000');
  requests.note({ host: '127.0.0.1:3000', 'x-latch-forwarded': 'unknown' });
  expect(requests.seen).toBe('https://todo.example.com');
});

it('has nothing to say where the public address is set', () => {
  const { requests, warnings } = watching('https://todo.example.com');
  requests.note(THROUGH_A_PROXY);
  expect([requests.seen, warnings.length]).toEqual([undefined, 0]);
});

it('takes what the doctor claims to come from for no proxy', () => {
  const { requests } = watching('http://localhost:3000');
  requests.note({ ...THROUGH_A_PROXY, 'x-latch-doctor': doctorProof(SECRET, Date.now()) });
  expect(requests.seen).toBeUndefined();
  requests.note({
    ...THROUGH_A_PROXY,
    'x-latch-doctor': doctorProof('another secret, of forty characters now.', Date.now()),
  });
  expect(requests.seen).toBe('https://todo.example.com');
});
