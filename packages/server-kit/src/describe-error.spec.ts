import { describeError } from './describe-error.js';

const SECRET = 's3cret';

describe('What the log says of an error', () => {
  it('is what it is and where it happened', () => {
    const description = describeError(new TypeError('x is not a function'));
    expect(description).toMatchObject({ type: 'TypeError', message: 'x is not a function' });
    expect(description.frames?.[0]).toMatch(/^at /);
  });

  it('leaves out the query, the parameters and the row of a failed query', () => {
    const driverError = Object.assign(new Error(`invalid input: "${SECRET}"`), {
      severity: 'ERROR',
      code: '22P02',
      detail: SECRET,
    });
    // As TypeORM wraps it.
    const more = { query: `SELECT '${SECRET}'`, parameters: [SECRET], driverError };
    const error = Object.assign(new Error(driverError.message), more);
    expect(JSON.stringify(describeError(driverError))).not.toContain(SECRET);
    expect(JSON.stringify(describeError(error))).not.toContain(SECRET);
    expect(describeError(error).cause?.code).toBe('22P02');
  });

  it('leaves out what a parse error quotes', () => {
    let error: unknown;
    try {
      JSON.parse(`{"title": ${SECRET}`);
    } catch (thrown) {
      error = thrown;
    }
    expect(String(error)).toContain(SECRET);
    expect(JSON.stringify(describeError(error))).not.toContain(SECRET);
  });

  it('masks e-mail addresses, ids and session tokens', () => {
    const token = 'WEpEjl2TQRYe3azEhxrbejBhWjAxCZH8';
    expect(describeError(new Error(`no ada@example.com with ${token}`)).message).toBe('no [e-mail] with [id]');
  });

  it('leaves out whatever else hangs on it', () => {
    const error = Object.assign(new Error('reset'), { config: { headers: { cookie: SECRET } }, code: 'ECONNRESET' });
    expect(describeError(new Error('outer', { cause: error }))).toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(JSON.stringify(describeError(new Error('outer', { cause: error })))).not.toContain(SECRET);
  });

  it('comes to an end when errors cause each other', () => {
    const error = new Error('a');
    error.cause = error;
    expect(JSON.stringify(describeError(error)).length).toBeLessThan(20_000);
  });

  it('says little of what is no error', () => {
    expect(describeError(SECRET)).toEqual({ type: 'string' });
  });
});
