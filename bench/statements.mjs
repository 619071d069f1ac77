import { Client } from 'pg';

/**
 * Runs statements one after the other on a connection of their own.
 * @param {string} url
 * @param {[text: string, values?: unknown[]][]} statements
 * @returns {Promise<Record<string, unknown>[][]>} the rows of each
 */
export async function runStatements(url, statements) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const results = [];
    for (const [text, values] of statements) results.push((await client.query(text, values)).rows);
    return results;
  } finally {
    await client.end();
  }
}
