import { Origins } from './origins.js';

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
