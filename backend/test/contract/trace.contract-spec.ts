import { startFakeStack } from '../support/fake-stack.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

interface Line {
  msg: string;
  req?: { traceId?: string };
}

describe('The trace of a request', () => {
  /** The line of a request to `/api/me` that carries this header. */
  async function lineFor(traceparent: string): Promise<{ line: Line; text: string; forwarded?: string }> {
    let text = '';
    const stack = await startFakeStack({ log: { write: (line: string) => void (text += line) } });
    await stack.newUser().get('/api/me').set('traceparent', traceparent).expect(200);
    const forwarded = stack.auth.questions[0]!.headers.traceparent as string | undefined;
    await stack.close();
    const lines = text.trim().split('\n').map((line) => JSON.parse(line) as Line); // prettier-ignore
    return { line: lines.find(({ msg }) => msg === 'answered')!, text, forwarded };
  }

  it('stands in its line and goes on to the auth server', async () => {
    const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`;
    const { line, forwarded } = await lineFor(traceparent);
    expect(line.req!.traceId).toBe(TRACE);
    expect(forwarded).toBe(traceparent);
  });

  it.each([
    'nonsense',
    `00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `ff-${TRACE}-00f067aa0ba902b7-01`,
    `00-${TRACE}-00f067aa0ba902b7-01, 00-${TRACE}-00f067aa0ba902b7-01`,
  ])('is left out when it is %s', async (traceparent) => {
    const { line, text, forwarded } = await lineFor(traceparent);
    expect(line.req).not.toHaveProperty('traceId');
    expect(text).not.toContain(traceparent);
    expect(forwarded).toBeUndefined();
  });
});
