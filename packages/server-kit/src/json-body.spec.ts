import type { IncomingMessage } from 'node:http';
import { DEEPEST, findShapeProblem, isJson, MOST_FIELDS, MOST_VALUES, refuseUnreadableJson } from './json-body.js';

const problemOf = (json: string) => findShapeProblem(Buffer.from(json));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const fieldsOf = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${n}`, { b: [] }])));
const listOf = (count: number) => JSON.stringify(Array.from({ length: count }, (_, n) => n));

it.each([
  ['at the deepest', nested(DEEPEST)],
  ['with the most fields', fieldsOf(MOST_FIELDS / 2)],
  ['with the most values', listOf(MOST_VALUES)],
  ['with brackets, colons and commas in a text', JSON.stringify({ title: '[{:,'.repeat(5_000) })],
  ['with quotes and backslashes in a text', JSON.stringify({ title: String.raw`\",:[{"`.repeat(5_000) })],
  ['with a backslash at the end of a text', JSON.stringify({ title: '\\', notes: ',:'.repeat(5_000) })],
  ['with lists beside each other', JSON.stringify(Array.from({ length: 400 }, () => []))],
])('JSON %s is within the limits', (_name, json) => {
  expect(JSON.parse(json)).toBeDefined();
  expect(problemOf(json)).toBeUndefined();
});

it.each([
  ['nested once more', nested(DEEPEST + 1), 'too deep'],
  ['nested in objects', `${'{"a":'.repeat(DEEPEST + 1)}1${'}'.repeat(DEEPEST + 1)}`, 'too deep'],
  ['with one field more', `{"x":${fieldsOf(MOST_FIELDS / 2)}}`, 'too many fields'],
  [
    'with one field twice, again and again',
    `{${Array(MOST_FIELDS + 1)
      .fill('"a":1')
      .join(',')}}`,
    'too many fields',
  ],
  ['with one value more', listOf(MOST_VALUES + 1), 'too many values'],
  ['with quotes that are no texts', `{"\\"":"\\\\","a":${listOf(MOST_VALUES + 1)}}`, 'too many values'],
])('JSON %s is not', (_name, json, problem) => {
  expect(JSON.parse(json)).toBeDefined();
  expect(problemOf(json)).toBe(problem);
});

it.each(['', '"', '"\\', ']]]]', ',', 'null'])('of %j nothing is said', (json) => {
  expect(problemOf(json)).toBeUndefined();
});

it.each([
  ['bytes that are no UTF-8', Buffer.from('{"a":"\u00ff"}', 'latin1'), 400, 'It is not in UTF-8.'],
  ['what is nested too deeply', Buffer.from(nested(DEEPEST + 1)), 400, 'It is nested too deeply.'],
  ['too many values', Buffer.from(listOf(MOST_VALUES + 1)), 422, null],
])('refuses %s', (_name, bytes, status, detail) => {
  expect(() => refuseUnreadableJson(bytes)).toThrow(expect.objectContaining({ status, detail }));
});

it.each([
  ['application/json', true],
  ['Application/JSON; charset="utf-8"', true],
  ['application/json;charset=UTF-8;', true],
  ['application/json; charset=latin1', false],
  ['application/jsonp', false],
  ['text/plain', false],
  [undefined, false],
])('takes a body of %s: %s', (type, expected) => {
  expect(isJson({ headers: { 'content-type': type } } as IncomingMessage)).toBe(expected);
});
