const MESSAGES = {
  /** By this page itself. */
  'called-off': undefined,
  /** By the person, or because they took too long: browsers do not tell the two apart. */
  cancelled: undefined,
  'known-already': 'This device or password manager keeps a passkey for your account already.',
  'not-possible': 'This browser cannot keep a passkey here. Try another browser, a phone or a security key.',
  failed: 'The passkey could not be used. Try again, or use another way.',
} as const;

/** What came of it when a browser gave no passkey. */
export class PasskeyError extends Error {
  override readonly name = 'PasskeyError';

  constructor(
    readonly reason: keyof typeof MESSAGES,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }

  /** What to tell a person; nothing when it was their own doing, or ours. */
  get sentence(): string | undefined {
    return MESSAGES[this.reason];
  }
}
