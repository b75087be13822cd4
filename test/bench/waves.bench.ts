import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { pino } from 'pino';
import { ArrivingTexts } from '#api/comments/arriving-texts';
import { LinkDomains } from '#api/comments/link-domains';
import { RecentLikenesses } from '#api/comments/recent-likenesses';
import { Senders } from '#api/comments/senders';
import { AddressHashes } from '#api/addresses/address-hashes';
import { Peppers } from '#api/addresses/peppers';
import { Afterwards } from '#api/commands/afterwards';
import { defaultPolicy } from '#contracts/policy';
import { likenessOf } from '#domain/screening/text-likeness';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { migrate } from '#platform/migrate';
import { moduleMigrations } from '#platform/migrations';
import { createPool } from '#platform/postgres';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { measureText } from '#api/comments/measure-text';
import { machineFromNow } from './machine.ts';

/**
 * Cost of comparing a post with those of the last hour: CPU of the hashes, and time of the statement, sequentially and
 * with 64 concurrent callers, for texts that all differ and for one repeated text.
 */
const texts = 2000;
/** Forty words that occur in no other text. */
const different = (at: number): string =>
  Array.from({ length: 40 }, (_, place) =>
    createHash('md5').update(`${at} ${place}`).digest('hex').replaceAll(/\d/g, '').slice(0, 6),
  ).join(' ');

function cpuOf(length: number): number {
  const text = Array.from({ length: 100 }, (_, at) => different(at))
    .join(' ')
    .slice(0, length);
  const before = process.cpuUsage();
  const calls = Math.ceil(3_000_000 / length);
  for (let call = 0; call < calls; call++) likenessOf(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

async function main(): Promise<void> {
  const machine = machineFromNow();
  const directory = temporaryDirectory();
  const server = await startEmbeddedPostgres({ dataDir: join(directory, 'data'), superuserPassword: 'bench' });
  const url = server.url;
  await migrate(url, moduleMigrations());
  const pool = createPool(url, 8, 'bench');
  const given = {
    keys: { texts: Buffer.alloc(32, 1), addresses: Buffer.alloc(32, 2) },
    logger: pino({ level: 'silent' }),
  };
  const arriving = new ArrivingTexts(
    new RecentLikenesses(pool, given),
    new LinkDomains(pool),
    new Senders(given, new AddressHashes(given, new Peppers(pool, given))),
    { pageOrigins: () => [] },
    new Afterwards(given),
  );
  const send = (body: string, id: string) =>
    arriving
      .of({ site: 'a', commentId: v7(), text: measureText(body), sender: { id, kind: 'member', address: '192.0.2.1' } })
      .alike(defaultPolicy, new Date());
  const measured = async (what: string, bodyOf: (at: number) => string) => {
    const began = performance.now();
    let next = 0;
    const caller = async () => {
      while (next < texts) await send(bodyOf(next), `reader ${next++ % 1000}`);
    };
    await Promise.all(Array.from({ length: 64 }, caller));
    const perSecond = Math.round((texts / (performance.now() - began)) * 1000);
    const sequential = performance.now();
    for (let at = 0; at < 200; at++) await send(bodyOf(at), `reader ${at}`);
    return { what, '64 concurrent, per second': perSecond, 'sequential, ms': (performance.now() - sequential) / 200 };
  };
  console.table([
    { what: '300 characters', 'CPU in µs': cpuOf(300) },
    { what: '10,000 characters', 'CPU in µs': cpuOf(10_000) },
  ]);
  console.table([
    await measured('all different', different),
    await measured('one text, by 1,000 authors', () => different(1)),
  ]);
  console.log(JSON.stringify(machine()));
  await pool.end();
  await server.stop();
  removeDirectory(directory);
}

await main();
