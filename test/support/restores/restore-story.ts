import { join } from 'node:path';
import { eventTopicsOf } from '#contracts/events/topics';
import { tablesThatHold, tracesIn } from '#test/support/personal-data/personal-traces';
import { readTopics } from '#test/support/kafka/topic-oracle';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { until } from '#test/support/time/until';
import { deceived, KitConsumer, newestCounts, truthOf } from '#test/support/kafka/outside-consumers';
import { type Backups, RestoredSite } from './restored-site.ts';

const canary = 'Quetzalbird';

/** Specs of a restore as clients and consumers see it, run for each way to take a backup. */
export function describeRestore(open: () => Promise<Backups> | Backups): void {
  let site: RestoredSite;
  let consumer: KitConsumer;
  const directory = temporaryDirectory();
  const ledger = join(directory, 'erasures.jsonl');
  const places = join(directory, 'places.json');
  let kept: string[] = [];

  const rest = (): Promise<void> =>
    until('everything is published and projected', () => site.isAtRest().catch(() => false));
  const startConsumer = (): void => {
    consumer = new KitConsumer(site, 'analyst', places);
    consumer.finished.catch(() => undefined);
  };
  const consumed = (held: KitConsumer): Promise<void> =>
    until(
      'the consumer holds what the log has',
      async () => String(held.state) === String(truthOf(await site.moments())),
    );

  beforeAll(async () => {
    site = await RestoredSite.open(await open());
    await site.start();
    startConsumer();
    const person = await site.newsroom.speak(canary);
    await site.newsroom.workUntil(100);
    await rest();
    if (site.backups.isCold) await site.terminate();
    await site.backups.take();
    kept = [...site.newsroom.acknowledged];
    if (site.backups.isCold) await site.start();
    // After the backup come an erasure, a new article, and more of everything. All of it is acknowledged and published.
    await site.newsroom.erase(person);
    await site.newsroom.times(4, 'Lost with the restore', 'article-afterwards');
    await site.newsroom.workUntil(site.newsroom.position + 40);
    await rest();
    await consumed(consumer);
    await site.kill();
    expect(await site.colloquy('restore-check', '--export', ledger)).toMatchObject({ code: 0 });
    await site.backups.putBack();
  });

  afterAll(async () => {
    await consumer?.stop().catch(() => undefined);
    await site?.close();
    removeDirectory(directory);
  });

  it('refuses to publish before the restore: one line gives the reason and the command to run', async () => {
    const { code, stderr } = await site.startsAndEnds();
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/Kafka.*colloquy restore/)]);
  });

  it('accepts posts without Kafka, and keeps what it acknowledged then', async () => {
    await site.startWithoutKafka();
    await site.newsroom.times(14, 'Written on the copy');
    kept.push(...site.newsroom.acknowledged.slice(-14));
    const refused = await site.colloquy('restore', '--yes');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/the service is running on this database|another Colloquy is already running/);
    await site.terminate();
  });

  it('shows with --dry-run what a restore would do, and changes nothing', async () => {
    const shown = await site.colloquy('restore', '--dry-run');
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.stdout).toMatch(/Void in restored\.comments: \d+ records, positions \d+ to \d+: .*CommentPosted/);
    expect(shown.stdout).toMatch(/Void in restored\.authors: 1 records, .*: 1 AuthorErased/);
    expect(await site.colloquy('restore')).toMatchObject({ code: 2 }); // without --yes it needs a terminal for the confirmation
  });

  // The line that the command prints before each step.
  it.each([/^Epoch/, /^Marking/, /^Rebuilding/, /^Repeating/])(
    'starts no role after the restore was killed at %s',
    async (line) => {
      const killed = await site.colloquyKilledAt(line, 'restore', '--yes', '--ledger', ledger);
      expect(killed).toMatchObject({ code: null });
      const started = await site.startsAndEnds();
      expect(started).toMatchObject({ code: 1 });
      expect(started.stderr).toMatch(
        /^a restore of this database was begun and not finished: run `colloquy restore` again\n$/,
      );
    },
  );

  it('serves again after the restore', async () => {
    const restored = await site.colloquy('restore', '--yes', '--ledger', ledger);
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.stdout).toMatch(/Done\. Start the service\./);
    await site.start();
    await site.newsroom.times(20, 'Written after the restore');
    kept.push(...site.newsroom.acknowledged.slice(-20));
    await rest();
  });

  it('has lost no post that was acknowledged before the backup or after the restart', async () => {
    const rows = await site.query<{ id: string }>(`select stream_id as id from events where type = 'CommentPosted'`);
    const stored = new Set(rows.map(({ id }) => id));
    expect(kept.filter((id) => !stored.has(id))).toEqual([]);
  });

  it('reports void events to a consumer that kept reading, and delivers the others once', async () => {
    await consumed(consumer);
    expect(consumer.voided.length).toBeGreaterThan(0);
    await consumer.stop();
    startConsumer(); // from its file
    await site.newsroom.post('One more for a returning consumer');
    await rest();
    await consumed(consumer);
  });

  it('delivers the same to a new consumer', async () => {
    const fresh = new KitConsumer(site, 'newcomer', join(directory, 'newcomer.json'));
    try {
      await consumed(fresh);
    } finally {
      await fresh.stop();
    }
  });

  it('does not deceive a consumer that only compares `position` and `prev`: it finds a hole, or misses nothing', async () => {
    const records = await readTopics(site.brokers, eventTopicsOf(site.prefix));
    expect(deceived(records, await site.moments(), site)).toEqual([]);
  });

  it('has correct counts in the compacted topic, even for articles that the backup does not have', async () => {
    const counts = newestCounts(await readTopics(site.brokers, [`${site.prefix}.article-counts`]));
    const rows = await site.query<{ key: string; count: number }>(
      `select site_id || '/' || article_id as key, comment_count as count from read.articles`,
    );
    expect(Object.fromEntries(counts)).toEqual({
      ...Object.fromEntries(rows.map(({ key, count }) => [key, count])),
      'default/article-afterwards': 0,
    });
  });

  it('has read models that equal a replay of the log', async () => {
    const { code, stdout } = await site.colloquy('doctor');
    expect({ code, wrong: stdout.split('\n').filter((line) => line.startsWith('WRONG')) }).toEqual({
      code: 0,
      wrong: [],
    });
  });

  it('has erased the person whose data the backup brought back', async () => {
    const { found, looked } = await tablesThatHold(await site.backups.databaseUrl(), canary);
    expect({ found, looked: looked > 20 }).toEqual({ found: [], looked: true });
    const records = await readTopics(site.brokers, eventTopicsOf(site.prefix));
    expect(records.filter(({ value }) => tracesIn(String(value), canary).length > 0)).toEqual([]);
    const [keys] = await site.query<{ erased: string; left: string }>(
      `select count(*) filter (where wrapped_key is null) as erased,
         count(*) filter (where wrapped_key is not null and subject_id in (select subject_id from erasures)) as left from subject_keys`,
    );
    expect(keys).toEqual({ erased: expect.anything(), left: expect.anything() });
    expect([Number(keys?.erased), Number(keys?.left)]).toEqual([1, 0]);
  });
}
