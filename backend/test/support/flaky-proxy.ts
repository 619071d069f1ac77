import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';

/** `pass` lets everything through, `hang` nothing, `refuse` ends every connection. */
export type ProxyMood = 'pass' | 'hang' | 'refuse';

/** What is passed on of what arrives; nothing of it where it is left out. */
type OnTheWay = (chunk: Buffer, client: Socket) => Buffer | undefined;

/** What becomes of what is said, either way. */
export interface Wire {
  asked?: OnTheWay;
  answered?: OnTheWay;
}

const passOn: OnTheWay = (chunk) => chunk;

/** A wire to the database that can be cut, or go dead without anybody being told. */
export class FlakyProxy {
  private mood: ProxyMood = 'pass';
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(
    private readonly target: URL,
    private readonly wire: Wire,
  ) {
    this.server = createServer((socket) => this.accept(socket));
  }

  /** @param databaseUrl over TCP, or a unix socket as `?host=` */
  static async to(databaseUrl: string, wire: Wire = {}): Promise<FlakyProxy> {
    const proxy = new FlakyProxy(new URL(databaseUrl), wire);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  /** The database's URL, by way of this proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.searchParams.delete('host');
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  turn(mood: ProxyMood): void {
    this.mood = mood;
    if (mood === 'refuse') this.cut();
  }

  /** Ends all connections, as a restart of the database does. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private accept(socket: Socket): void {
    if (this.mood === 'refuse') {
      socket.destroy();
      return;
    }
    const upstream = this.connectUpstream();
    const { asked = passOn, answered = passOn } = this.wire;
    this.join(socket, upstream, (chunk) => asked(chunk, socket));
    this.join(upstream, socket, (chunk) => answered(chunk, socket));
  }

  private connectUpstream(): Socket {
    const folder = this.target.searchParams.get('host');
    return folder
      ? connect(`${folder}/.s.PGSQL.5432`)
      : connect(Number(this.target.port || 5432), this.target.hostname);
  }

  private join(from: Socket, to: Socket, passed: (chunk: Buffer) => Buffer | undefined): void {
    this.sockets.add(from);
    from.on('data', (chunk: Buffer) => {
      const rest = this.mood === 'hang' ? undefined : passed(chunk);
      if (rest) to.write(rest);
    });
    from.on('error', () => {});
    from.once('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
  }
}
