import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a database that can be cut, blocked and opened again. */
export class TcpProxy {
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#accept(socket));
  #state: 'open' | 'cut' | 'blocked' = 'open';
  #port = 0;

  private constructor(private readonly target: URL) {}

  /** @param databaseUrl where connections go on to; a socket in a folder when it has `?host=` */
  static async to(databaseUrl: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(new URL(databaseUrl));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    proxy.#port = (proxy.#server.address() as AddressInfo).port;
    return proxy;
  }

  /** The database's address by way of this proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.searchParams.delete('host');
    url.hostname = '127.0.0.1';
    url.port = String(this.#port);
    return url.href;
  }

  /** Connections are closed, and so is every new one. */
  cut(): void {
    this.#state = 'cut';
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Connections stay, but nothing comes through any more, and neither does it through new ones. */
  block(): void {
    this.#state = 'blocked';
    this.stall();
  }

  /** Nothing comes through the connections there are; new ones are not affected. */
  stall(): void {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  /** Lets new connections through. */
  open(): void {
    this.#state = 'open';
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(socket: Socket): void {
    this.#keep(socket);
    if (this.#state === 'cut') socket.destroy();
    if (this.#state !== 'open') return;
    const folder = this.target.searchParams.get('host');
    const port = Number(this.target.port || 5432);
    const onward = folder ? connect(`${folder}/.s.PGSQL.${port}`) : connect(port, this.target.hostname);
    this.#keep(onward);
    socket.pipe(onward).pipe(socket);
    socket.once('close', () => onward.destroy());
    onward.once('close', () => socket.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {}).once('close', () => this.#sockets.delete(socket));
  }
}
