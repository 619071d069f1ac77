import { createInterface } from 'node:readline';

/**
 * Runs work in lanes: in each of them one piece after the other, in parallel with the other lanes. What mostly waits, for
 * processes and time limits, so runs while others compute.
 * @template Work, Result
 * @param {Work[][]} lanes
 * @param {(work: Work) => Promise<Result>} run
 * @param {Work[]} [last] for the lane that is free first, so that all end together
 * @returns {Promise<Result[]>} lane by lane
 */
export async function runInLanes(lanes, run, last = []) {
  const left = last.values();
  const ofLanes = lanes.map(async (lane) => {
    const results = [];
    for (const work of lane) results.push(await run(work));
    // All lanes take from the same iterator.
    for (let next = left.next(); !next.done; next = left.next()) results.push(await run(next.value));
    return results;
  });
  return (await Promise.all(ofLanes)).flat();
}

/**
 * Prints what a process writes, if it was started with pipes, line by line and each with a name before it.
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} name
 */
export function printLines({ stdout, stderr }, name) {
  for (const input of [stdout, stderr])
    if (input) createInterface({ input }).on('line', (line) => console.log(`${name} | ${line}`));
}
