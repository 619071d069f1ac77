import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuthServerHealth } from '../auth/auth-server-health.service.js';

type Answer = 'ok' | 'unavailable';

/** @see contracts/schemas/health.yaml */
export interface Readiness {
  status: Answer;
  checks: Record<'database' | 'authServer', Answer>;
}

/** How long each part may take to answer, in milliseconds. */
const PATIENCE_MS = 1_000;

@Injectable()
export class HealthService implements OnModuleDestroy {
  private closing = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly authServer: AuthServerHealth,
  ) {}

  /** From here on it is not ready any more, so that nobody sends it new work. */
  onModuleDestroy(): void {
    this.closing = true;
  }

  async readiness(): Promise<Readiness> {
    const [database, authServer] = await Promise.all([
      answers(withinPatience(this.dataSource.query('SELECT 1'))),
      answers(this.authServer.check(PATIENCE_MS)),
    ]);
    const ok = !this.closing && database === 'ok' && authServer === 'ok';
    return { status: ok ? 'ok' : 'unavailable', checks: { database, authServer } };
  }
}

async function answers(check: Promise<unknown>): Promise<Answer> {
  return check.then(
    () => 'ok' as const,
    () => 'unavailable' as const,
  );
}

async function withinPatience(check: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time')), PATIENCE_MS);
  });
  return Promise.race([check, tooLate]).finally(() => clearTimeout(timer));
}
