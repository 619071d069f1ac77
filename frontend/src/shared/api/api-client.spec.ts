import type { paths } from '@latch/contracts/latch';
import { describe, expect, it } from 'vitest';
import { createApiClient } from './api-client';

function client(answer: Response) {
  const requests: Request[] = [];
  const api = createApiClient<paths>((request) => {
    requests.push(request);
    return Promise.resolve(answer);
  });
  return { api, requests };
}
const path = { userId: 'a/b', projectId: 'inbox' };

describe('a request', () => {
  it('has its parameters in the address, in the query and in headers; what is undefined is left out', async () => {
    const { api, requests } = client(Response.json({ items: [], nextCursor: null }));
    await api.GET('/api/users/{userId}/projects/{projectId}/todos', {
      params: { path, query: { limit: 5, cursor: undefined } },
    });
    expect(requests[0]?.url).toBe(`${location.origin}/api/users/a%2Fb/projects/inbox/todos?limit=5`);
    expect(requests[0]).toMatchObject({ method: 'GET', credentials: 'same-origin', cache: 'no-store' });
  });

  it('has its body as JSON', async () => {
    const { api, requests } = client(Response.json({}));
    const header = { 'Change-Id': '0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d01' };
    await api.POST('/api/users/{userId}/labels', { params: { path, header }, body: { name: 'waiting' } });
    expect(requests[0]?.headers.get('Content-Type')).toBe('application/json');
    expect(requests[0]?.headers.get('Change-Id')).toBe(header['Change-Id']);
    expect(await requests[0]?.json()).toEqual({ name: 'waiting' });
  });

  it('ends with its signal', () => {
    const { api, requests } = client(Response.json({}));
    const stop = new AbortController();
    void api.GET('/api/me', { signal: stop.signal });
    stop.abort();
    expect(requests[0]?.signal.aborted).toBe(true);
  });
});

describe('an answer', () => {
  it('is data when it went well', async () => {
    const { data } = await client(Response.json({ userId: 'ada' })).api.GET('/api/me');
    expect(data).toEqual({ userId: 'ada' });
  });

  it('is nothing when it is empty', async () => {
    const { data, error } = await client(new Response(null, { status: 204 })).api.GET('/api/me');
    expect([data, error]).toEqual([undefined, undefined]);
  });

  it('is an error when it did not, whatever is in it', async () => {
    const refused = await client(Response.json({ error_code: 'NO' }, { status: 409 })).api.GET('/api/me');
    expect(refused.error).toEqual({ error_code: 'NO' });
    const page = await client(new Response('<h1>Bad gateway</h1>', { status: 502 })).api.GET('/api/me');
    expect(page.error).toBe('<h1>Bad gateway</h1>');
    expect(page.response.status).toBe(502);
  });
});
