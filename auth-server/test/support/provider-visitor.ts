import type { Response } from 'supertest';
import type { Identity, IdentityProvider } from './identity-provider.js';
import { setCookies, Visitor } from './test-server.js';

/** Somebody whose browser goes to a provider and comes back. It keeps its cookies. */
export class ProviderVisitor extends Visitor {
  /** By which the browser shows that it began what it finishes. */
  state = '';

  constructor(
    server: { url: string },
    private readonly provider: IdentityProvider,
  ) {
    super(server);
  }

  async begin(body: object = {}, path = '/api/auth/sign-in/provider'): Promise<Response> {
    const response = await this.post(path, { provider: 'oidc', ...body });
    this.#keep(response);
    return response;
  }

  /** @param back the address the provider sends to */
  async comeBack(back: URL): Promise<Response> {
    const cookie = [this.cookie, this.state].filter(Boolean).join('; ');
    const response = await this.get(back.pathname + back.search, { cookie });
    this.#keep(response);
    return response;
  }

  /** All of it. @returns what it came back to */
  async signInAs(identity: Identity | 'no', body: object = {}, path?: string): Promise<Response> {
    const begun = await this.begin(body, path);
    expect(begun.status).toBe(200);
    const { url } = begun.body as { url: string };
    return this.comeBack(await this.provider.answer(url, identity));
  }

  #keep(response: Response): void {
    const pairOf = (name: string) =>
      setCookies(response)
        .find((text) => text.includes(`${name}=`) && !/Max-Age=0/i.test(text))
        ?.split(';')[0];
    this.cookie = pairOf('session_token') ?? this.cookie;
    this.state = pairOf('.state') ?? this.state;
  }
}
