import { client, type Client } from './client.js';
import { type TestApp, type TestAppOptions, createTestApp } from './create-test-app.js';
import { FakeAuthServer } from '@latch/test-kit/fake-auth-server';
import { TodoUser } from './todo-user.js';

/** The backend in front of a fake auth server that knows the people whom `newUser` makes. */
export interface FakeStack extends TestApp {
  auth: FakeAuthServer;
  http: Client;
  newUser: () => TodoUser;
}

export async function startFakeStack({ variables, log }: TestAppOptions = {}): Promise<FakeStack> {
  const auth = await new FakeAuthServer().start();
  const sessions = new Map<string, string>();
  auth.knows(sessions);
  const backend = await createTestApp({ variables: { AUTH_SERVER_URL: auth.url, ...variables }, log });
  const http = client(backend.server);
  const cookiePrefix = backend.environment.publicUrl.protocol === 'https:' ? '__Host-' : '';
  const close = async () => {
    await backend.close();
    await auth.stop();
  };
  return { ...backend, auth, http, newUser: () => new TodoUser(http, sessions, cookiePrefix), close };
}
