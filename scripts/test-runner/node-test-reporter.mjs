/**
 * A reporter of Node's test runner that writes one JSON report: how many tests there were and passed, and how many seconds
 * each file took, its own start included.
 * @see https://nodejs.org/docs/latest-v20.x/api/test.html#custom-reporters
 * @param {AsyncIterable<{ type: string, data: any }>} events
 */
export default async function* report(events) {
  let tests = 0;
  let passed = 0;
  /** @type {Map<string, { began: number, ended: number }>} */
  const files = new Map();
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
  }
  const times = [...files].map(([file, { began, ended }]) => ({ file, seconds: (ended - began) / 1000 }));
  yield JSON.stringify({ tests, passed, files: times });
}
