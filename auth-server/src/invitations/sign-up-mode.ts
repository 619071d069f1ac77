/** Who may make an account: anybody, who is invited, or nobody. The first account may always be made. */
export const SIGN_UP_MODES = ['open', 'invitation', 'closed'] as const;

export type SignUpMode = (typeof SIGN_UP_MODES)[number];
