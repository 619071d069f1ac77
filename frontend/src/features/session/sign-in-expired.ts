/** What is said where a sign-in begins anew instead of going on with its second step. */
export const signInExpired = 'That took too long, or too many codes were wrong. Sign in once more.';
