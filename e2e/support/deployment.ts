import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@latch/test-kit/free-ports';
import { openGateway } from '../../scripts/gateway/gateway.mjs';
import { root } from '../../scripts/settings/settings.mjs';
import { test as base } from './page-test.js';

const DIST = join(root, 'frontend', 'dist');

/** The app as a gateway serves it, which can be away, and come back with another version. */
export class Deployment {
  readonly url: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'latch-deployment-'));
  #pages = DIST;
  #gateway: { stop: () => Promise<void> } | undefined;
  #versions = 1;

  private constructor(
    readonly port: number,
    readonly behind: string,
  ) {
    this.url = `http://localhost:${port}`;
  }

  /** @param behind what answers for both servers */
  static async open(behind: string): Promise<Deployment> {
    const deployment = new Deployment(await freePort(), behind);
    await deployment.start();
    return deployment;
  }

  /** The id of the build that is served. */
  get build(): string {
    return (JSON.parse(readFileSync(join(this.#pages, 'version.json'), 'utf8')) as { build: string }).build;
  }

  async start() {
    const [hosts, servers] = [['127.0.0.1', '::1'], { authServer: this.behind, backend: this.behind }];
    this.#gateway = await openGateway({ port: this.port, hosts, publicUrl: this.url, pages: this.#pages, ...servers });
  }

  async stop() {
    await this.#gateway?.stop();
    this.#gateway = undefined;
  }

  /** Serves another build, of which every file has another name. */
  async upgrade() {
    this.#versions += 1;
    const pages = join(this.#folder, String(this.#versions));
    cpSync(DIST, pages, { recursive: true, filter: (file) => !/\.(?:gz|br)$/.test(file) });
    const renamed = readdirSync(join(pages, 'assets')).map((name): [string, string] => [
      name,
      name.replace(/\.(\w+)$/, `${this.#versions}.$1`),
    ]);
    const { build } = JSON.parse(readFileSync(join(pages, 'version.json'), 'utf8')) as { build: string };
    const changes: [string, string][] = [...renamed, [build, build + String(this.#versions)]];
    for (const file of readdirSync(pages, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:js|css|html|json)$/.test(file)) continue;
      const text = readFileSync(join(pages, file), 'utf8');
      writeFileSync(
        join(pages, file),
        changes.reduce((all, [from, to]) => all.replaceAll(from, to), text),
      );
    }
    for (const [from, to] of renamed) renameSync(join(pages, 'assets', from), join(pages, 'assets', to));
    this.#pages = pages;
    await this.stop();
    await this.start();
  }

  async close() {
    await this.stop();
    rmSync(this.#folder, { recursive: true });
  }
}

/** `test` of pages of a deployment of its own. */
export const test = base.extend<{ latch: Deployment }>({
  latch: async ({ upstream }, use) => {
    const latch = await Deployment.open(upstream.url);
    await use(latch);
    await latch.close();
  },
  baseURL: async ({ latch }, use) => use(latch.url),
});
