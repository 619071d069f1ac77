import { requestIdOf, traceIdOf } from './trace-context.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

it('reads the trace of a valid traceparent', () => {
  expect(traceIdOf(`00-${TRACE}-${PARENT}-01`)).toBe(TRACE);
});

it.each([
  ['none', undefined],
  ['two', [`00-${TRACE}-${PARENT}-01`]],
  ['a trace of zeros', `00-${'0'.repeat(32)}-${PARENT}-01`],
  ['a parent of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
  ['version ff', `ff-${TRACE}-${PARENT}-01`],
  ['capitals', `00-${TRACE.toUpperCase()}-${PARENT}-01`],
  ['something behind it', `00-${TRACE}-${PARENT}-01-x`],
])('ignores a traceparent with %s', (_, header) => {
  expect(traceIdOf(header)).toBeUndefined();
});

it('keeps a valid request id, and makes one otherwise', () => {
  expect(requestIdOf({ 'x-request-id': 'a.b:c-1_2' })).toBe('a.b:c-1_2');
  const made = /^[0-9a-f-]{36}$/;
  for (const given of [undefined, '', 'a b', 'a\nb', 'x'.repeat(129)])
    expect(requestIdOf({ 'x-request-id': given })).toMatch(made);
});
