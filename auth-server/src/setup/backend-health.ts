import { z } from 'zod';

export interface BackendHealth {
  reached: boolean;
  checks: Record<string, 'ok' | 'unavailable'>;
  /** What somebody has to change, in a sentence, where it knows. */
  problem?: string;
}

const PATIENCE_MS = 3_000;

const readiness = z.object({
  checks: z.record(z.string(), z.enum(['ok', 'unavailable'])),
  problem: z.string().optional(),
});

/** Asks the backend whether it is ready. @param url its address, as this server reaches it */
export async function askBackend(url: string): Promise<BackendHealth> {
  try {
    const response = await fetch(new URL('/health/ready', url), {
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { reached: true, ...readiness.parse(await response.json()) };
  } catch {
    return { reached: false, checks: {} };
  }
}
