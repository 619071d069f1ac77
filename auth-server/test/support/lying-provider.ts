import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ProviderVisitor } from './provider-visitor.js';
import type { IdentityProvider } from './identity-provider.js';

const CALLBACK = '/api/auth/callback/oidc';
const CLIENT = { OIDC_CLIENT_ID: 'latch', OIDC_CLIENT_SECRET: 'a secret for the provider of this machine' };

/** What it says of a person who signs in, in its signed ID token and, should it differ, where it is asked about them. */
export interface Told {
  idToken: { sub: string; email?: string; email_verified?: unknown };
  userInfo?: { sub: string; email?: string; email_verified?: unknown };
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OpenID provider whose signatures are right and that says whatever a test wants. Nobody is asked who they are. */
export class LyingProvider {
  readonly #key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(this.#answer(request)));
  });
  #told: Told = { idToken: { sub: '' } };
  #nonce = '';
  issuer = '';

  static async start(): Promise<LyingProvider> {
    const provider = new LyingProvider();
    provider.#server.listen(0, '127.0.0.1');
    await once(provider.#server, 'listening');
    provider.issuer = `http://127.0.0.1:${(provider.#server.address() as AddressInfo).port}`;
    return provider;
  }

  /** What an auth server is to be told, to use it. */
  get settings(): NodeJS.ProcessEnv {
    return { OIDC_ISSUER: this.issuer, ...CLIENT };
  }

  /** Signs somebody in, in a new browser, of whom the provider says this. */
  async signIn(server: { url: string }, told: Told) {
    // It goes to no other provider.
    const browser = new ProviderVisitor(server, undefined as unknown as IdentityProvider);
    const { searchParams } = new URL((await browser.begin()).body.url as string);
    this.#told = told;
    this.#nonce = searchParams.get('nonce')!;
    const back = new URL(CALLBACK, server.url);
    back.search = new URLSearchParams({ code: 'a code', state: searchParams.get('state')! }).toString();
    return { browser, response: await browser.comeBack(back) };
  }

  stop(): void {
    this.#server.close().closeAllConnections();
  }

  #answer({ url }: IncomingMessage): unknown {
    const { issuer } = this;
    if (url === '/jwks')
      return { keys: [{ ...this.#key.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'ES256' }] };
    if (url === '/me') return this.#told.userInfo ?? this.#told.idToken;
    if (url === '/token') return { access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: this.#idToken() };
    return {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/me`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['ES256'],
    };
  }

  #idToken(): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.issuer,
      aud: 'latch',
      iat: now,
      exp: now + 60,
      nonce: this.#nonce,
      ...this.#told.idToken,
    };
    const text = `${json({ alg: 'ES256', kid: 'one' })}.${json(claims)}`;
    const key = { key: this.#key.privateKey, dsaEncoding: 'ieee-p1363' } as const;
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  }
}
