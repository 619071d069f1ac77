import { percentile } from './percentile.mjs';

/**
 * @typedef {object} BrowserFigure times in milliseconds
 * @property {string} name
 * @property {number} count how often it was measured
 * @property {number} p50
 * @property {number} p95
 * @property {{ atMost: number, of: 'p95' | 'longest' }} wanted
 * @property {number} longest
 */

/**
 * @param {string} name
 * @param {number[]} times
 * @param {BrowserFigure['wanted']} wanted
 * @returns {BrowserFigure}
 * @throws {Error} when nothing was measured; of what is to be rare, nothing is well
 */
export function figure(name, times, wanted) {
  if (times.length === 0 && wanted.of === 'p95') throw new Error(`${name} was not measured`);
  const [p50, p95, longest] = [0.5, 0.95, 1].map((part) => percentile(times, part));
  return { name, count: times.length, p50: p50 ?? 0, p95: p95 ?? 0, longest: longest ?? 0, wanted };
}
