import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import type { AxiosRequestConfig } from 'axios';
import type { Environment } from '../config/environment.js';

/** Shorter than the auth server's 65 s, so that this side closes an idle connection first. */
const IDLE_MS = 30_000;
const MOST_CONNECTIONS = 64;
const LARGEST_ANSWER = 64 * 1024;

/**
 * How the auth server is spoken to: connections are kept, nothing is followed, unpacked, parsed or sent elsewhere, and
 * every status is an answer to be read.
 */
export function authServerClient({ authServerUrl }: Environment): AxiosRequestConfig {
  return {
    baseURL: authServerUrl.origin,
    ...agents(authServerUrl, { keepAlive: true, timeout: IDLE_MS, maxSockets: MOST_CONNECTIONS }),
    maxRedirects: 0,
    proxy: false,
    decompress: false,
    headers: { 'accept-encoding': 'identity', 'user-agent': 'latch-backend' },
    maxContentLength: LARGEST_ANSWER,
    responseType: 'text',
    transformResponse: (data: unknown) => data,
    validateStatus: () => true,
  };
}

/** For asking again: after a restart every kept connection is as dead as the first. */
export function newConnection(authServerUrl: URL): AxiosRequestConfig {
  return agents(authServerUrl, { keepAlive: false });
}

function agents(url: URL, options: AgentOptions): AxiosRequestConfig {
  return url.protocol === 'https:' ? { httpsAgent: new HttpsAgent(options) } : { httpAgent: new HttpAgent(options) };
}
