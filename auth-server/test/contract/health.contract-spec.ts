import { expectContract } from '../support/contract.js';
import { startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

let server: TestServer;
beforeAll(async () => void (server = await startAuthServer()));
afterAll(() => server.stop());

it.each(['/health/live', '/health/ready'])('%s follows the contract', async (path) => {
  const response = await new Visitor(server).get(path);
  expect([response.status, response.body.status]).toEqual([200, 'ok']);
  expectContract('get', path, response);
  const wrongMethod = await new Visitor(server).post(path);
  expect([wrongMethod.status, wrongMethod.headers.allow]).toEqual([405, 'GET']);
});
