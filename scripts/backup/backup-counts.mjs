/** @typedef {import('./backup-format.mjs').Counts} Counts */

/** @param {Counts} counts */
export function describeCounts({ auth, todos }) {
  const accounts = auth ? [plural(auth.user ?? 0, 'account')] : [];
  return [...accounts, plural(todos?.todos ?? 0, 'todo')].join(' and ');
}

/** @param {number} bytes */
export function describeSize(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * @param {number} count
 * @param {string} thing
 */
function plural(count, thing) {
  return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}
