import { Client } from 'pg';

/**
 * A word as it may hide: as it was typed, in any case, in hexadecimal (as PostgreSQL shows bytes), in base64 at each of
 * its three alignments.
 */
export function disguises(word: string): string[] {
  const bytes = Buffer.from(word);
  const base64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and the last characters depend on the neighbours.
    return shifted.slice(shift === 0 ? 0 : shift + 1, -2);
  });
  return [word.toLowerCase(), bytes.toString('hex'), ...base64.map((text) => text.toLowerCase())];
}

/** The disguises of a word that a text holds. */
export function tracesIn(text: string, word: string): string[] {
  const lower = text.toLowerCase();
  return disguises(word).filter((disguise) => lower.includes(disguise));
}

/**
 * Every table, of every schema, that holds the word in any column of any type; and how many tables were looked through.
 */
export async function tablesThatHold(databaseUrl: string, word: string): Promise<{ found: string[]; looked: number }> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      if (rows.some(({ row }) => tracesIn(row, word).length > 0)) found.push(name);
    }
    return { found: found.toSorted(), looked: tables.length };
  } finally {
    await client.end();
  }
}
