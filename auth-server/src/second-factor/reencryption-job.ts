import { parseEnvelope, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import type { Logger } from '@latch/server-kit/logger';
import type { Auth } from '../auth.js';
import type { Database } from '../database.js';

const HOUR_MS = 60 * 60 * 1000;
const BATCH = 200;

const PAGE = `select id, secret, "backupCodes" from "twoFactor" where id > $1 order by id limit ${BATCH}`;

/** Unless somebody used a code or set another app up meanwhile; then the next time. */
const REPLACE = `
  update "twoFactor" set secret = $4, "backupCodes" = $5 where id = $1 and secret = $2 and "backupCodes" = $3 returning 1`;

interface Row {
  id: string;
  secret: string;
  backupCodes: string;
}

/**
 * Encrypts under the present secret what an older one did, every hour, so that the older one can be taken out one day. Not at
 * once: replicas that are about to be replaced could not read it.
 */
export class ReencryptionJob {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly auth: Auth,
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.#run(), HOUR_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async reencrypt(): Promise<number> {
    const { secretConfig: key } = await this.auth.$context;
    if (typeof key === 'string') return 0;
    let total = 0;
    for (let last = ''; ;) {
      const rows = await this.database.query<Row & Record<string, unknown>>(PAGE, [last]);
      for (const row of rows) if (await this.#renew(row, key)) total += 1;
      if (rows.length < BATCH) return total;
      last = rows.at(-1)!.id;
    }
  }

  async #renew({ id, secret, backupCodes }: Row, key: Exclude<Parameters<typeof symmetricEncrypt>[0]['key'], string>) {
    const isPresent = (data: string) => parseEnvelope(data)?.version === key.currentVersion;
    if (isPresent(secret) && isPresent(backupCodes)) return false;
    const renewed = async (data: string) => symmetricEncrypt({ key, data: await symmetricDecrypt({ key, data }) });
    const values = await Promise.all([secret, backupCodes].map(renewed)).catch((err: unknown) => {
      this.logger.error({ err }, 'a second factor cannot be read: it was made under a secret that is not listed');
    });
    return values ? (await this.database.query(REPLACE, [id, secret, backupCodes, ...values])).length > 0 : false;
  }

  #run(): void {
    this.#running ??= this.reencrypt()
      .then((rows) => this.logger.debug({ rows }, 'second factors were encrypted under the present secret'))
      .catch((err: unknown) =>
        this.logger.warn({ err }, 'second factors could not be encrypted anew; again in an hour'),
      )
      .finally(() => (this.#running = undefined));
  }
}
