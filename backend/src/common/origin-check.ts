import type { RequestHandler } from 'express';
import { OriginNotAllowedError } from '@latch/server-kit/http-errors';
import type { Environment } from '../config/environment.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const OWN_SITE = new Set([undefined, 'same-origin', 'none']);

/**
 * Refuses changes asked for by pages of other origins: both headers must be right where they are present. A browser
 * always says where such a request comes from; a request without either header comes from a program, which no page can
 * make send somebody's cookie. The auth server keeps the same rule.
 * @see contracts/cases/origins.json
 */
export function checkOrigin(environment: Environment): RequestHandler {
  return (request, _response, next) => {
    const origin = request.get('origin');
    const isRight = isAllowed(origin, request.get('sec-fetch-site'), environment);
    if (SAFE_METHODS.has(request.method) || isRight) return next();
    next(new OriginNotAllowedError(origin, environment.publicUrl.origin));
  };
}

function isAllowed(
  origin: string | undefined,
  site: string | undefined,
  { allowedOrigins, crossSiteOrigins }: Environment,
): boolean {
  if (origin === undefined) return OWN_SITE.has(site);
  return allowedOrigins.has(origin) && (OWN_SITE.has(site) || crossSiteOrigins.has(origin));
}
