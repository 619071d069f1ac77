/**
 * @param {number[]} values
 * @param {number} part 0.95 for the 95th percentile, 1 for the largest
 * @returns {number} 0 where there are none
 */
export function percentile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}
