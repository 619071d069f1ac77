import { readRoutes } from '../../src/common/known-routes.js';
import { contract } from '../support/client.js';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';

describe('The routes of the backend and of contracts/latch.yaml', () => {
  let stack: FakeStack;
  beforeAll(async () => {
    stack = await startFakeStack();
  });
  afterAll(() => stack.close());

  it('are the same, with nothing undocumented and nothing missing', () => {
    const routes = readRoutes(stack.app.getHttpAdapter().getInstance().router).flatMap(({ path, methods }) =>
      methods.map((method) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`),
    );
    const documented = contract.operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(routes.toSorted()).toEqual(documented.toSorted());
    expect(documented.length).toBeGreaterThanOrEqual(41);
  });

  it.each(contract.operations.filter(({ isPublic }) => !isPublic))(
    '$operationId asks for a session',
    async ({ method, path }) => {
      const url = path.replaceAll(/\{\w+\}/g, '0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d4e');
      const answer = await stack.http[method as 'get'](url);
      expect([answer.status, answer.body.error_code]).toEqual([401, 'INVALID_SESSION']);
      expect(stack.auth.questions).toHaveLength(0);
    },
  );

  it.each([...new Set(contract.operations.map(({ path }) => path))])(
    '%s names its methods when asked by another',
    async (path) => {
      const url = path.replaceAll(/\{\w+\}/g, '0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d4e');
      const allowed = contract.operations
        .filter((operation) => operation.path === path)
        .map(({ method }) => method.toUpperCase());
      const answer = await stack.http.put(url);
      expect([answer.status, answer.body.error_code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
      expect(answer.get('allow')?.split(', ').toSorted()).toEqual(allowed.toSorted());
    },
  );
});
