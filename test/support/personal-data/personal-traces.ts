import { Client } from 'pg';

/**
 * The encodings under which a word may be stored: plain text, hexadecimal (as PostgreSQL shows bytes), and base64 at each
 * of the three alignments. All are in lower case, since the searches ignore case.
 */
export function disguises(word: string): string[] {
  const bytes = Buffer.from(word);
  const base64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and the last characters depend on the neighbouring bytes.
    return shifted.slice(shift === 0 ? 0 : shift + 1, -2);
  });
  return [word.toLowerCase(), bytes.toString('hex'), ...base64.map((text) => text.toLowerCase())];
}

/** The encodings of a word that a text contains. */
export function tracesIn(text: string, word: string): string[] {
  const lower = text.toLowerCase();
  return disguises(word).filter((disguise) => lower.includes(disguise));
}

/**
 * Searches all tables of all schemas for a word in any column. `found`: tables that contain it. `looked`: number of
 * tables searched.
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
