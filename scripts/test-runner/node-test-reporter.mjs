/**
 * A reporter of Node's test runner that writes one JSON report: how many tests there were and passed, how many seconds
 * each file took, its own start included, and which tests failed.
 * @see https://nodejs.org/docs/latest-v20.x/api/test.html#custom-reporters
 * @param {AsyncIterable<{ type: string, data: any }>} events
 */
export default async function* report(events) {
  let tests = 0;
  let passed = 0;
  /** @type {Map<string, { began: number, ended: number }>} */
  const files = new Map();
  /** @type {{ file: string, name: string, message: string }[]} */
  const failures = [];
  for await (const { type, data } of events) {
    // All files are queued at once; what follows is of the file that runs.
    if (data?.file && type !== 'test:enqueue') {
      const now = performance.now();
      files.set(data.file, { began: files.get(data.file)?.began ?? now, ended: now });
    }
    // A suite is no test of its own; one that is skipped, or still to be written, has proven nothing.
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') continue;
    tests += 1;
    if (type === 'test:pass' && data.skip === undefined && data.todo === undefined) passed += 1;
    else failures.push({ file: data.file ?? '', name: data.name, message: messageOf(type, data) });
  }
  const times = [...files].map(([file, { began, ended }]) => ({ file, seconds: (ended - began) / 1000 }));
  yield JSON.stringify({ tests, passed, files: times, failures });
}

/**
 * @param {string} type
 * @param {any} data
 */
function messageOf(type, { details, skip, todo }) {
  if (type === 'test:pass') return `is ${skip !== undefined ? 'skipped' : 'still to be written'}: ${skip ?? todo}`;
  const error = details?.error?.cause ?? details?.error;
  return String(error?.stack ?? error);
}
