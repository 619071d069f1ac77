import { Contract } from '@latch/test-kit/contract';
import type { Response } from 'supertest';

const contracts = ['account', 'session-validation'].map((name) => new Contract(name));

/** Fails unless the contract has this operation and status, and the response is as it says. */
export function expectContract(method: 'get' | 'post', path: string, response: Response): void {
  for (const contract of contracts) {
    const operation = contract.findOperation(method, path);
    if (!operation) continue;
    expect(contract.findBreach(operation, response)).toBeUndefined();
    return;
  }
  throw new Error(`no contract describes ${method} ${path}`);
}
