const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The origins that the public address stands for. A loopback address has three spellings, and people use all of them.
 * @returns origins such as `http://localhost:3000`
 */
export function allowedOriginsOf(publicUrl: URL): string[] {
  if (!LOOPBACK_HOSTS.includes(publicUrl.hostname)) return [publicUrl.origin];
  return LOOPBACK_HOSTS.map((host) => {
    const url = new URL(publicUrl);
    url.hostname = host;
    return url.origin;
  });
}
