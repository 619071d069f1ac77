import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Injectable, StreamableFile } from '@nestjs/common';
import { RouteNotFoundError } from '@latch/server-kit/http-errors';

// Names its files from where it is, `/api/docs`, since Latch may live below a path.
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Latch: the API</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="docs/swagger-ui.css" />
  </head>
  <body>
    <main id="page"></main>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/page.js"></script>
  </body>
</html>
`;

// No validator badge: it would send the contract's address to a stranger.
const PAGE_SCRIPT = `SwaggerUIBundle({
  url: 'docs/openapi.json',
  domNode: document.getElementById('page'),
  validatorUrl: null,
  deepLinking: true,
});
`;

const TYPES: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

@Injectable()
export class DocsService {
  private readonly folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

  page(): string {
    return PAGE;
  }

  /** One of the page's own files. @throws {RouteNotFoundError} for any other name */
  file(name: string): StreamableFile {
    if (name === 'page.js')
      return new StreamableFile(Buffer.from(PAGE_SCRIPT), { type: 'text/javascript; charset=utf-8' });
    if (!Object.hasOwn(TYPES, name)) throw new RouteNotFoundError();
    return new StreamableFile(createReadStream(join(this.folder, name)), { type: TYPES[name] });
  }
}
