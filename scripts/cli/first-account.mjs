/** Longer than an auth server takes that was ready just now. */
const PATIENCE_MS = 5_000;

/**
 * What to do first where nobody has an account yet; nothing is said where that cannot be learnt.
 * @param {string} authServer its own address
 * @returns {Promise<string | undefined>} a sentence; undefined when there are accounts
 */
export async function firstAccountHint(authServer) {
  try {
    const response = await fetch(`${authServer}/api/auth/options`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const { firstAccount, setupCodeNeeded } = await response.json();
    if (!firstAccount) return undefined;
    const says = "Nobody has an account yet. The first one is the administrator's";
    return setupCodeNeeded
      ? `${says}, and takes the set-up code that \`npm run doctor\` shows.`
      : `${says}: make yours.`;
  } catch {
    return undefined;
  }
}
