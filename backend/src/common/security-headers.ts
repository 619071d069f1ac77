import helmet from 'helmet';
import type { RequestHandler } from 'express';
import type { Environment } from '../config/environment.js';

const self = ["'self'"];

/** The browsable API page brings its own scripts and styles and asks nobody else for anything. */
const pagePolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: self,
  styleSrc: self,
  imgSrc: ["'self'", 'data:'],
  fontSrc: self,
  connectSrc: self,
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

const dataPolicy = { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] };

/** Helmet, and `no-store`: what the API answers belongs to one person at one moment. */
export function securityHeaders({ publicUrl }: Environment, pagePath: string): RequestHandler {
  const strictTransportSecurity = publicUrl.protocol === 'https:';
  const protect = (directives: typeof dataPolicy | typeof pagePolicy) =>
    helmet({ contentSecurityPolicy: { useDefaults: false, directives }, strictTransportSecurity });
  const [protectPage, protectData] = [protect(pagePolicy), protect(dataPolicy)];
  return (request, response, next) => {
    response.set('cache-control', 'no-store');
    const isPage = request.path === pagePath || request.path.startsWith(`${pagePath}/`);
    (isPage ? protectPage : protectData)(request, response, next);
  };
}
