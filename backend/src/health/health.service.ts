import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DatabaseRefusedError } from '@latch/server-kit/database-settings';
import { AuthServerHealth } from '../auth/auth-server-client.js';
import { missingMigrations } from '../database/missing-migrations.js';

type Answer = 'ok' | 'unavailable';

/** @see contracts/schemas/health.yaml */
export interface Readiness {
  status: Answer;
  checks: Record<'database' | 'migrations' | 'authServer', Answer>;
  /** What somebody has to change, in a sentence. */
  problem?: string;
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
    const missing = withinPatience(missingMigrations(this.dataSource));
    const [database, migrations, authServer, problem] = await Promise.all([
      answers(missing),
      answers(missing.then((names) => names.length > 0 && Promise.reject(new Error('Migrations are missing')))),
      answers(this.authServer.check(PATIENCE_MS)),
      missing.then(() => undefined, refusalIn),
    ]);
    const checks = { database, migrations, authServer };
    const ok = !this.closing && Object.values(checks).every((answer) => answer === 'ok');
    return { status: ok ? 'ok' : 'unavailable', checks, ...(problem !== undefined && { problem }) };
  }
}

function refusalIn(error: unknown): string | undefined {
  return error instanceof DatabaseRefusedError ? error.message : undefined;
}

async function answers(check: Promise<unknown>): Promise<Answer> {
  return check.then(
    () => 'ok' as const,
    () => 'unavailable' as const,
  );
}

async function withinPatience<T>(check: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time')), PATIENCE_MS);
  });
  return Promise.race([check, tooLate]).finally(() => clearTimeout(timer));
}
