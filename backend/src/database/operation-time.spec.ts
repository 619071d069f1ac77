import type { EntityManager } from 'typeorm';
import { StoreUnavailableError } from '@latch/server-kit/http-errors';
import { OperationTime } from './operation-time.js';

describe('The time of a transaction of many steps', () => {
  const connection = { deadline: 0 };
  const manager = { queryRunner: { connect: async () => connection } } as unknown as EntityManager;

  it('is that of one operation from each step on', async () => {
    const time = new OperationTime(manager, 60_000, 2);
    for (let step = 0; step < 3; step += 1) {
      const now = performance.now();
      await time.renew();
      expect(connection.deadline).toBeGreaterThanOrEqual(now + 60_000);
    }
  });

  it('ends after that of all of them', async () => {
    await expect(new OperationTime(manager, 60_000, 0).renew()).rejects.toThrow(StoreUnavailableError);
  });
});
