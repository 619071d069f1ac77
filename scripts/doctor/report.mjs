/** @typedef {import('./examine.mjs').Finding} Finding */

/**
 * @param {Finding[]} findings
 * @returns {string} a line or two for each, and how many are wrong
 */
export function report(findings) {
  const lines = findings.flatMap(({ ok, says, set }) => [
    `  ${ok ? 'ok ' : 'NO '} ${says}`,
    ...(set ? [`        in .env:  ${set}`] : []),
  ]);
  const wrong = findings.filter(({ ok }) => !ok).length;
  const summary =
    wrong === 0
      ? 'All is well.'
      : `${wrong === 1 ? '1 thing is not as it' : `${wrong} things are not as they`} should be.`;
  return [...lines, '', summary].join('\n');
}
