import { type Connection, Query, type QueryResult } from 'pg';
import { prepareValue } from 'pg/lib/utils.js';

export interface Statement {
  text: string;
  values?: unknown[];
}

/** One that the connection may keep under a name. */
export interface NamedStatement extends Statement {
  name?: string;
}

/** What of `pg`'s connection its types leave out. */
interface Wire extends Omit<Connection, 'bind' | 'close' | 'describe' | 'execute' | 'parse'> {
  parsedStatements: Record<string, string>;
  close(target: { type: 'S'; name: string }): void;
  parse(statement: { name: string; text: string; types: number[] }): void;
  bind(given: { portal: string; statement: string; values: unknown[] }): void;
  describe(target: { type: 'P'; name: string }): void;
  execute(target: { portal: string; rows: number }): void;
}

type Answered = (error: Error | undefined, results: QueryResult | QueryResult[]) => void;

/**
 * Several statements in one message, answered by one: a round trip for all of them. The server does them in turn, each with what those
 * before it did and what others committed meanwhile. Once one fails, it does none of those behind it.
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export class Batch extends Query {
  private readonly statements: Required<NamedStatement>[];
  /** Called by `pg`, with the results of all statements as of a text of several. */
  override readonly submit: (connection: Connection) => null;

  constructor(statements: NamedStatement[], answered: Answered) {
    super({ text: '' }, answered as never);
    // A value that cannot be sent is known before anything is.
    this.statements = statements.map(({ name = '', text, values = [] }) => ({
      name,
      text,
      values: values.map((value) => prepareValue(value) as unknown),
    }));
    this.submit = (connection) => this.send(connection as unknown as Wire);
  }

  private send(wire: Wire): null {
    wire.stream.cork();
    try {
      for (const { name, text, values } of this.statements) {
        if (!name || wire.parsedStatements[name] === undefined) parse(wire, name, text);
        wire.bind({ portal: '', statement: name, values });
        wire.describe({ type: 'P', name: '' });
        wire.execute({ portal: '', rows: 0 });
      }
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
    return null;
  }

  /** Called by `pg` where no statement failed. */
  handleReadyForQuery(connection: Connection): void {
    const { parsedStatements } = connection as unknown as Wire;
    for (const { name, text } of this.statements) if (name) parsedStatements[name] = text;
    const answer = Query.prototype as unknown as { handleReadyForQuery: (connection: Connection) => void };
    answer.handleReadyForQuery.call(this, connection);
  }
}

function parse(wire: Wire, name: string, text: string): void {
  // It is there already if it was parsed in a batch that failed. To close what is not there is no error.
  if (name) wire.close({ type: 'S', name });
  wire.parse({ name, text, types: [] });
}
