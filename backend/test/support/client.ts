import type { Server } from 'node:http';
import { Contract } from '@latch/test-kit/contract';
import supertest from 'supertest';

export const contract = new Contract('latch');

/** The error shape, and nothing else. */
const ERROR_KEYS = new Set(['error_code', 'message', 'detail', 'fields']);

export type Client = ReturnType<typeof client>;

/**
 * Supertest, with every response held against the contract: an undocumented status, media type or field fails the test
 * that saw it. Where the contract has no such operation, a refusal must still have the one error shape.
 * @param server listens already
 */
export function client(server: Server) {
  const agent = supertest.agent(server);
  agent.use((test: supertest.Test & { method: string; url: string }) => {
    test.expect((response) => checkAgainstContract(test.method, test.url, response));
  });
  return agent;
}

function checkAgainstContract(method: string, url: string, response: supertest.Response): void {
  const operation = contract.findOperation(method, new URL(url).pathname);
  const breach = operation ? contract.findBreach(operation, response) : findMisshapenRefusal(response);
  if (breach) throw new Error(`Breach of contracts/latch.yaml: ${breach}\n${response.text}`);
}

function findMisshapenRefusal({ status, body }: supertest.Response): string | undefined {
  const keys = Object.keys((body ?? {}) as object);
  const isRefusal = status >= 400 && keys.includes('error_code') && keys.every((key) => ERROR_KEYS.has(key));
  return isRefusal ? undefined : `${status} from a route that the contract does not have`;
}
