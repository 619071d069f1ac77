import { expect, it } from 'vitest';
import { quote } from './quote';

it('keeps a title short, counting what people see as characters', () => {
  expect(quote('Water the ferns')).toBe('“Water the ferns”');
  expect(quote('🌿'.repeat(41))).toBe(`“${'🌿'.repeat(39)}…”`);
});
