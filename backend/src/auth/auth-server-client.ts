import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import type { AxiosInstance, AxiosRequestConfig } from 'axios';
import type { Environment } from '../config/environment.js';
import { undiciAdapter } from './undici-adapter.js';

/**
 * Shorter than the auth server keeps a connection (65 s), and than it goes on serving once it is told to stop (5 s): it
 * is always this side that closes an idle one.
 */
const IDLE_MS = 4_000;
const MOST_CONNECTIONS = 64;
/** Each waits 1.5 s at most; beyond this it is kinder to say at once that it will not be answered in time. */
const MOST_CALLS = 1_024;
const LARGEST_ANSWER = 64 * 1024;

const HEADERS = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'latch-backend' };

/** How the auth server is spoken to: connections are kept, nothing is followed, unpacked, parsed or sent elsewhere. */
export function authServerClient({ authServerUrl }: Environment): AxiosRequestConfig {
  return {
    adapter: undiciAdapter(authServerUrl.origin, {
      headers: HEADERS,
      connections: MOST_CONNECTIONS,
      calls: MOST_CALLS,
      idleMs: IDLE_MS,
      largestAnswer: LARGEST_ANSWER,
    }),
    transformResponse: (data: unknown) => data,
    validateStatus: () => true,
  };
}

/** axios would merge its eight sets of default headers, of which a session check has no use, into each call. */
export function dropDefaultHeaders({ defaults }: AxiosInstance): void {
  defaults.headers = {} as typeof defaults.headers;
}

/** For asking again: after a restart every kept connection is as dead as the first. */
export function newConnection({ authServerUrl }: Environment): AxiosRequestConfig {
  const limits = { connections: 1, calls: 1, idleMs: 1, largestAnswer: LARGEST_ANSWER };
  return { adapter: undiciAdapter(authServerUrl.origin, { headers: HEADERS, ...limits }) };
}

/** Whether the auth server answers at all. */
@Injectable()
export class AuthServerHealth {
  constructor(private readonly http: HttpService) {}

  /** @throws {Error} when it does not answer 200 within `milliseconds` */
  async check(milliseconds: number): Promise<void> {
    const { status } = await this.http.axiosRef.get('/health/live', { signal: AbortSignal.timeout(milliseconds) });
    if (status !== 200) throw new Error(`The auth server's health is ${status}`);
  }
}
