import { expect, it } from 'vitest';
import { matches } from './matches';

it.each([
  ['Garden and balcony', '', true],
  ['Garden and balcony', 'gar', true],
  ['Garden and balcony', 'BALC gar', true],
  ['Garden and balcony', 'arden', false],
  ['Café Zürich', 'cafe zur', true],
  ['Straße nach Tromsø', 'strasse tromso', true],
  ['Don’t forget', "don't", true],
  ['Anti-aging', 'aging', true],
  ['Garden', 'garden shed', false],
  ['Garden', 'gar\u200bden \u2060', true],
  ['Gar\u00adden', 'garden', true],
])('%s, typed %j: %s', (text, typed, found) => expect(matches(text, typed)).toBe(found));
