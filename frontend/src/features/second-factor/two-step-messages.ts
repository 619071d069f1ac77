/** What about two-step sign-in asks who it is first. */
export type Matter = 'app' | 'passkeys' | 'codes' | 'off';

interface Messages {
  title: string;
  description: string;
  label: string;
  tone: 'primary' | 'danger';
}

/** What is said when the password is asked for. */
export const MATTERS: Record<Matter, Messages> = {
  app: {
    title: 'Set up an authenticator app',
    description: 'You need an app that shows codes, such as the one of your password manager or phone.',
    label: 'Continue',
    tone: 'primary',
  },
  passkeys: {
    title: 'Ask for a passkey at sign-in',
    description:
      'After your password, Latch asks for one of your passkeys. You get recovery codes for when none is at hand.',
    label: 'Turn on',
    tone: 'primary',
  },
  codes: {
    title: 'Create new recovery codes?',
    description: 'Your current codes stop working.',
    label: 'Create new codes',
    tone: 'primary',
  },
  off: {
    title: 'Turn two-step sign-in off?',
    description:
      'Then your password alone is enough to sign in. Your app, your recovery codes and trusted browsers are forgotten; passkeys stay.',
    label: 'Turn off',
    tone: 'danger',
  },
};

export const SCAN = {
  title: 'Connect your app',
  description: 'Scan this QR code with the app.',
};

export const CODES = {
  title: 'Save your recovery codes',
  description:
    'Each code signs you in once, without your app or a passkey. Keep them where you can find them without your phone: they are shown only once.',
};
