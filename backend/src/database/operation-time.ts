import type { EntityManager } from 'typeorm';
import { StoreUnavailableError } from '@latch/server-kit/http-errors';

/**
 * The time of a transaction of many steps: each step gets the time of one operation, all of them together that of several.
 * Without it the connection is lent for the time of one operation in all.
 */
export class OperationTime {
  private readonly endsAt: number;

  /**
   * @param operationMs what one step may take
   * @param operations how many operations' time all of them may take
   */
  constructor(
    private readonly manager: EntityManager,
    private readonly operationMs: number,
    operations: number,
  ) {
    this.endsAt = performance.now() + operations * operationMs;
  }

  /** Whether the time of all steps is over. */
  get isOver(): boolean {
    return performance.now() >= this.endsAt;
  }

  /** Begins the next step. @throws {StoreUnavailableError} when there is no time left */
  async renew(): Promise<void> {
    if (this.isOver) throw new StoreUnavailableError({ cause: new Error('The transaction took too long') });
    const connection = (await this.manager.queryRunner!.connect()) as { deadline: number };
    connection.deadline = performance.now() + this.operationMs;
  }
}
