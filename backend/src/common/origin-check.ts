import type { RequestHandler } from 'express';
import type { Environment } from '../config/environment.js';
import { OriginNotAllowedError } from './request.errors.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const OWN_PAGE = new Set(['same-origin', 'none']);

/**
 * Refuses changes asked for by pages of other origins. A browser always says where a request comes from; a request
 * without either header comes from a program, which no page can make send somebody's cookie.
 */
export function checkOrigin({ allowedOrigins, publicUrl }: Environment): RequestHandler {
  return (request, _response, next) => {
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    const fromProgram = site === undefined && origin === undefined;
    const fromOwnPage = site !== undefined && OWN_PAGE.has(site);
    const fromAllowedPage = origin !== undefined && allowedOrigins.has(origin);
    if (SAFE_METHODS.has(request.method) || fromProgram || fromOwnPage || fromAllowedPage) return next();
    next(new OriginNotAllowedError(origin, publicUrl.origin));
  };
}
