import type { IncomingMessage } from 'node:http';
import type { Logger } from '@latch/server-kit/logger';
import { isLoopback } from '@latch/server-kit/settings/public-url.mjs';
import { forwardedOrigin, isForwarded } from '../http/forwarded.js';
import { isDoctorProof, PROOF_HEADER } from './doctor-proof.js';

/** What stands in the line to set when the proxy does not tell which address people open. */
const EXAMPLE = 'https://todo.example.com';

/**
 * Notices that a proxy passes requests on to a Latch that is set up for this machine alone. Such a Latch keeps the settings
 * of one person at their own computer, and the people behind the proxy cannot sign in.
 */
export class ForwardedRequests {
  readonly #watches: boolean;
  /** The origin that people seem to open, once a request came through a proxy. */
  seen: string | undefined;

  constructor(
    private readonly settings: { publicUrl: string; secret: string },
    private readonly logger: Logger,
  ) {
    this.#watches = isLoopback(settings.publicUrl);
  }

  /** Looks at a request; the first one that came through a proxy is logged. The doctor's own claims are none. */
  note({ headers, httpVersion }: Pick<IncomingMessage, 'headers' | 'httpVersion'>): void {
    const { publicUrl, secret } = this.settings;
    if (!this.#watches || this.seen !== undefined || !isForwarded({ headers, httpVersion })) return;
    if (isDoctorProof(headers[PROOF_HEADER], secret)) return;
    this.seen = forwardedOrigin(headers) ?? EXAMPLE;
    const set = `PUBLIC_URL=${this.seen}`;
    this.logger.warn(
      { set },
      `A request came through a proxy, but PUBLIC_URL is ${publicUrl}, which only this machine opens. Set ${set} in .env, if that is the address that people open: it is what the request says.`,
    );
  }
}
