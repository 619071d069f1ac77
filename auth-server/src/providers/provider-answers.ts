import { AsyncLocalStorage } from 'node:async_hooks';
import type { OAuthProvider } from '@better-auth/core/oauth2';
import { isAddress } from './profiles.js';

/** In milliseconds: for one question to a provider. */
const LIMIT_MS = 5000;

/**
 * In place of none, and of one that nobody could sign up with. It is judged as the provider sent it: Better Auth writes it in
 * small letters first, by which the Kelvin sign becomes a `k`, and the address another one's. A person who is known by their
 * subject signs in all the same.
 */
const NO_ADDRESS = { email: 'no address', emailVerified: false };

/** What came of it while Better Auth asked a provider who somebody is. */
export interface ProviderAnswer {
  /** It did not answer, or not as a provider does. */
  unavailable?: boolean;
  /** Whether it says that it has confirmed the address. */
  emailVerified?: boolean;
  /** Whether an account of it was linked to one of ours, or one of ours was made for it. */
  linked?: boolean;
  user?: { id: string; email: string };
}

const answers = new AsyncLocalStorage<ProviderAnswer>();

/** Runs work in which Better Auth asks a provider, and gives what came of it. */
export async function collectingAnswer<T>(work: () => Promise<T>): Promise<{ result: T; answer: ProviderAnswer }> {
  const answer: ProviderAnswer = {};
  return { result: await answers.run(answer, work), answer };
}

export function noteAnswer(part: ProviderAnswer): void {
  const answer = answers.getStore();
  if (answer) Object.assign(answer, part);
}

/** A provider that is not waited for without end, and of which it is known whether it failed or said no. */
export function watched(provider: OAuthProvider): OAuthProvider {
  return {
    ...provider,
    async validateAuthorizationCode(data) {
      try {
        return await deadline(LIMIT_MS, provider.validateAuthorizationCode(data));
      } catch (error) {
        noteAnswer({ unavailable: !isRefused(error) });
        throw error instanceof Error ? error : new Error(sentenceOf(error));
      }
    },
    async getUserInfo(tokens) {
      const info = await deadline(LIMIT_MS, provider.getUserInfo(tokens)).catch(() => null);
      const user = info && (isAddress(info.user.email) ? info.user : { ...info.user, ...NO_ADDRESS });
      noteAnswer(user ? { emailVerified: user.emailVerified } : { unavailable: true });
      return info && user && { ...info, user };
    },
  };
}

/** Better Auth throws what a provider answered; one that does not want this code answers 400. */
function isRefused(error: unknown): boolean {
  return statusOf(error) === 400;
}

function sentenceOf(error: unknown): string {
  return `the provider answered ${String(statusOf(error))} when it was given the code`;
}

function statusOf(error: unknown): unknown {
  return (Object(error) as { status?: unknown }).status;
}

/**
 * What comes of some work, if it comes in time; what comes later is nobody's.
 * @throws {Error} when it does not
 */
export async function deadline<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`there was no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
