import { passkeysArePossible, relyingPartyOf } from './relying-party.js';

it.each([
  ['https://todo.example.com', true],
  ['https://todo.example.com:8443', true],
  ['https://nas', true],
  ['https://localhost', true],
  ['http://localhost:3000', true],
  ['http://todo.example.com', false],
  ['http://nas:3000', false],
  ['http://127.0.0.1:3000', false],
  ['https://192.0.2.7', false],
  ['https://[2001:db8::1]', false],
  ['https://127.1', false],
])('at %s they are possible: %s', (publicUrl, possible) => {
  expect(passkeysArePossible(publicUrl)).toBe(possible);
});

it('are for the host alone, used by pages of the origin', () => {
  expect(relyingPartyOf('https://todo.example.com:8443')).toEqual({
    id: 'todo.example.com',
    origin: 'https://todo.example.com:8443',
  });
});
