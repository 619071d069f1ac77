import type { UserChange } from './api/change-user';

interface Messages {
  /** In the menu. */
  label: string;
  question: (name: string) => string;
  /** What happens when the answer is yes. */
  consequence: string;
  verb: string;
  done: (name: string) => string;
  tone: 'primary' | 'danger';
}

export const CHANGE_MESSAGES: Record<UserChange, Messages> = {
  disable: {
    label: 'Disable account…',
    question: (name) => `Disable the account of ${name}?`,
    consequence: 'They are signed out everywhere at once, and cannot sign in any more. Nothing they have is deleted.',
    verb: 'Disable',
    done: (name) => `The account of ${name} is disabled.`,
    tone: 'danger',
  },
  enable: {
    label: 'Enable account…',
    question: (name) => `Enable the account of ${name}?`,
    consequence: 'They can sign in again, and find everything as it was.',
    verb: 'Enable',
    done: (name) => `The account of ${name} is enabled.`,
    tone: 'primary',
  },
  'make-administrator': {
    label: 'Make administrator…',
    question: (name) => `Make ${name} an administrator?`,
    consequence:
      'They can invite people, disable and enable accounts, and make other people administrators. They see nobody’s todos.',
    verb: 'Make administrator',
    done: (name) => `${name} is an administrator now.`,
    tone: 'primary',
  },
  'unmake-administrator': {
    label: 'Remove administrator rights…',
    question: (name) => `Remove administrator rights from ${name}?`,
    consequence: 'Their account stays, with everything in it.',
    verb: 'Remove rights',
    done: (name) => `${name} is an administrator no longer.`,
    tone: 'danger',
  },
};

/** What can be done to an account as it is. */
export function changesOf({ administrator, disabled }: { administrator: boolean; disabled: boolean }): UserChange[] {
  return [administrator ? 'unmake-administrator' : 'make-administrator', disabled ? 'enable' : 'disable'];
}

/** What was done, as a sentence. */
export function formatChanged(change: UserChange, name: string): string {
  return CHANGE_MESSAGES[change].done(name);
}
