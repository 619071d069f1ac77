import { createDigest } from './create-digest.js';

describe('The digest of a create', () => {
  it('is the same for the same todo', () => {
    expect(createDigest('a', 'b')).toEqual(createDigest('a', 'b'));
    expect(createDigest('a', 'b')).toHaveLength(16);
  });

  it.each([
    ['ab', ''],
    ['', 'ab'],
    ['a', 'B'],
    ['a","b', ''],
  ])('is another for %j with %j', (title, notes) => {
    expect(createDigest(title, notes)).not.toEqual(createDigest('a', 'b'));
  });
});
