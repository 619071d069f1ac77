import type { RequestHandler } from 'express';
import { Origins } from '@latch/server-kit/origins';
import type { Environment } from '../config/environment.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses changes asked for by pages of other origins. */
export function checkOrigin({ publicUrl, corsOrigins }: Environment): RequestHandler {
  const origins = new Origins(publicUrl.origin, corsOrigins);
  return (request, _response, next) => {
    if (!SAFE_METHODS.has(request.method)) origins.assertAllowed(request.headers);
    next();
  };
}
