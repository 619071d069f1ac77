const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** Origins such as `http://localhost:3000` whose pages may change something. */
export interface AllowedOrigins {
  allowedOrigins: Set<string>;
  /** Those of them that a browser may call another site than this server's. */
  crossSiteOrigins: Set<string>;
}

/**
 * The origins that the public address stands for, and the listed ones. A loopback address has three spellings, and people
 * use all of them, so that a page at one may call another.
 */
export function allowedOriginsOf(publicUrl: URL, corsOrigins: string[]): AllowedOrigins {
  const isLoopback = LOOPBACK_HOSTS.includes(publicUrl.hostname);
  const own = isLoopback ? LOOPBACK_HOSTS.map((host) => withHost(publicUrl, host)) : [publicUrl.origin];
  return {
    allowedOrigins: new Set([...own, ...corsOrigins]),
    crossSiteOrigins: new Set([...(isLoopback ? own : []), ...corsOrigins]),
  };
}

function withHost(publicUrl: URL, host: string): string {
  const url = new URL(publicUrl);
  url.hostname = host;
  return url.origin;
}
