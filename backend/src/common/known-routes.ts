import type { RequestHandler } from 'express';
import { MethodNotAllowedError, RouteNotFoundError } from '@latch/server-kit/http-errors';

/** One path of the API as Express knows it, and the methods it has. */
export interface KnownRoute {
  path: string;
  methods: string[];
  matches: (path: string) => boolean;
}

interface RouterLayer {
  route?: { path: string; methods: Record<string, boolean> };
  match: (path: string) => boolean;
}

/** The routes of an Express application, in the order in which they are tried. Complete once Nest has registered its own. */
export function readRoutes(router: { stack: unknown[] }): KnownRoute[] {
  const routes = new Map<string, KnownRoute>();
  for (const layer of router.stack as RouterLayer[]) {
    if (!layer.route) continue;
    const { path, methods } = layer.route;
    const known = routes.get(path) ?? { path, methods: [], matches: (url) => layer.match(url) };
    known.methods.push(...Object.keys(methods).map((method) => method.toUpperCase()));
    routes.set(path, known);
  }
  return [...routes.values()];
}

/**
 * Answers 404 and 405 before a body is read or anybody is asked who is asking. The first path that matches decides, so
 * that `/todos/search` is never taken for a todo's id.
 */
export function refuseUnknownRoutes(router: () => { stack: unknown[] }): RequestHandler {
  let routes: KnownRoute[] | undefined;
  return (request, _response, next) => {
    routes ??= readRoutes(router());
    const route = routes.find(({ matches }) => matches(request.path));
    if (!route) throw new RouteNotFoundError();
    // Express answers HEAD with the handler of GET.
    const wanted = request.method === 'HEAD' ? 'GET' : request.method;
    if (!route.methods.includes(wanted)) throw new MethodNotAllowedError(route.methods);
    next();
  };
}
