import { z } from 'zod';
import { readPublicUrl } from './public-url.js';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** The settings are not usable; `problems` says all that is wrong with them, a sentence each. */
export class EnvironmentError extends Error {
  constructor(readonly problems: string[]) {
    super(`These settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

/**
 * Reads environment variables by a schema for each; an empty one counts as not set.
 * @returns what was given, what was made of it unless there are problems, and a sentence for each problem
 */
export function readVariables<Shape extends z.ZodRawShape>(shape: Shape, variables: NodeJS.ProcessEnv) {
  const given: Record<string, string | undefined> = Object.fromEntries(
    Object.entries(variables)
      .map(([name, value]) => [name, value?.trim()])
      .filter(([, value]) => value),
  );
  const { data, error } = z.object(shape).safeParse(given);
  return { given, data, problems: error ? error.issues.map(({ message }) => message) : [] };
}

export const port = (name: string, fallback: number) => wholeNumber(name, { fallback, least: 0, most: 65_535 });

export const optionalPort = (name: string) => wholeNumberIn(name, 0, 65_535).optional();

export const wholeNumber = (
  name: string,
  { fallback, least, most }: { fallback: number; least: number; most: number },
) => wholeNumberIn(name, least, most).prefault(String(fallback));

function wholeNumberIn(name: string, least: number, most: number) {
  const isIn = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return z.string().refine(isIn, `${name} must be a whole number from ${least} to ${most}.`).transform(Number);
}

/** An http or https address without a path. @returns its origin */
export const originUrl = (name: string, fallback: string) =>
  z
    .string()
    .refine(isOrigin, `${name} must be an address such as ${fallback}, with no path.`)
    .transform((text) => new URL(text).origin)
    .prefault(fallback);

/** What stands between commas. */
export const listed = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

/** What both servers read, and mean the same by. */
export const commonVariables = {
  NODE_ENV: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z
    .string()
    .refine(
      (text) => readPublicUrl(text) !== undefined,
      'PUBLIC_URL must be the address people open, like https://todo.example.com or https://example.com/todo.',
    )
    .transform((text) => readPublicUrl(text)!)
    .prefault('http://localhost:3000'),
  CORS_ORIGINS: z
    .string()
    .refine(
      (text) => listed(text).every(isOrigin),
      'CORS_ORIGINS must list origins like https://app.example.com, separated by commas.',
    )
    .transform((text) => listed(text).map((origin) => new URL(origin).origin))
    .prefault(''),
  SHUTDOWN_DELAY_SECONDS: wholeNumber('SHUTDOWN_DELAY_SECONDS', { fallback: 0, least: 0, most: 60 }),
  LOG_LEVEL: z.enum(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`).default('info'),
};

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, origin, href } = new URL(text);
  return /^https?:$/.test(protocol) && href === `${origin}/`;
}
