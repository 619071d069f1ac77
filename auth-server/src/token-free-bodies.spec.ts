import { withoutTokens } from './token-free-bodies.js';

it('takes every token out, however deep, and nothing else', () => {
  const at = new Date(0);
  const body = {
    token: 'a',
    user: { id: '1', at },
    session: { token: 'b', id: '2' },
    list: [{ token: 'c', n: null }],
    tokens: 3,
  };
  expect(withoutTokens(body)).toEqual({ user: { id: '1', at }, session: { id: '2' }, list: [{ n: null }], tokens: 3 });
});

it('leaves what was given as it is', () => {
  const body = { token: 'a' };
  withoutTokens(body);
  expect(body).toEqual({ token: 'a' });
});
