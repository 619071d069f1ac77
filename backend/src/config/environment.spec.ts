import { EnvironmentError } from '@latch/server-kit/settings/variables.mjs';
import { readEnvironment } from './environment.js';

const TODOS_DATABASE_URL = 'postgres://u:s3cret@db.example/todos';

/** @returns what is wrong with these variables */
function problemsOf(variables: NodeJS.ProcessEnv): string[] {
  try {
    readEnvironment({ TODOS_DATABASE_URL, ...variables });
    return [];
  } catch (error) {
    return (error as EnvironmentError).problems;
  }
}

describe('The settings', () => {
  it('have defaults for all but the database', () => {
    expect(readEnvironment({ TODOS_DATABASE_URL })).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 3002,
      publicUrl: new URL('http://localhost:3000'),
      corsOrigins: [],
      authServerUrl: new URL('http://127.0.0.1:3001'),
      authServerTimeoutMs: 1500,
      databaseTimeoutMs: 1600,
      shutdownDelayMs: 0,
      metricsPort: undefined,
      logLevel: 'info',
    });
    expect(readEnvironment({ TODOS_DATABASE_URL, BACKEND_METRICS_PORT: '9464' }).metricsPort).toBe(9464);
    expect(problemsOf({ TODOS_DATABASE_URL: undefined })).toHaveLength(1);
  });

  it('count an empty variable as absent', () => {
    expect(problemsOf({ BACKEND_PORT: '', PUBLIC_URL: ' ', LOG_LEVEL: '' })).toEqual([]);
  });

  it('take what is given', () => {
    const { publicUrl, corsOrigins } = readEnvironment({
      TODOS_DATABASE_URL,
      PUBLIC_URL: 'https://todo.example.com/our/todo/',
      CORS_ORIGINS: 'https://a.example, https://b.example/',
    });
    expect(publicUrl.origin).toBe('https://todo.example.com');
    expect(corsOrigins).toEqual(['https://a.example', 'https://b.example']);
  });

  it.each([
    ['BACKEND_PORT', '70000'],
    ['BACKEND_PORT', '3e3'],
    ['BACKEND_METRICS_PORT', '65536'],
    ['PUBLIC_URL', 'localhost:3000'],
    ['PUBLIC_URL', 'https://example.com/?todo'],
    ['PUBLIC_URL', 'ftp://example.com'],
    ['CORS_ORIGINS', 'https://a.example,*'],
    ['AUTH_SERVER_URL', 'auth'],
    ['AUTH_SERVER_TIMEOUT_MS', '0'],
    ['DATABASE_TIMEOUT_MS', '999'],
    ['SHUTDOWN_DELAY_SECONDS', '61'],
    ['LOG_LEVEL', 'loud'],
    ['TODOS_DATABASE_URL', 'mysql://s3cret@db/todos'],
  ])('refuse %s=%s', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(problems[0]).not.toContain('s3cret');
  });

  it('take the database from its parts', () => {
    const { todosDatabaseUrl, todosDatabaseVariable } = readEnvironment({
      TODOS_DB_HOST: 'postgres',
      TODOS_DB_PASSWORD: 'p@ss/w#rd?%41',
    });
    expect(todosDatabaseUrl).toBe('postgres://todos:p%40ss%2Fw%23rd%3F%2541@postgres:5432/todos');
    expect(todosDatabaseVariable).toBe('TODOS_DB_PASSWORD');
  });

  it('are refused all at once', () => {
    const problems = problemsOf({ BACKEND_PORT: 'x', PUBLIC_URL: 'x', LOG_LEVEL: 'x', TODOS_DATABASE_URL: '' });
    expect(new EnvironmentError(problems).message.split('\n')).toHaveLength(5);
  });
});
