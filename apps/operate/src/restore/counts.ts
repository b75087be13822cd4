import type { Pool } from 'pg';
import { z } from 'zod';
import type { EventTransport } from '#messaging/event-transport';
import type { OutgoingRecord } from '#messaging/record';
import { getArticles } from '#read-models/article/queries';

const Count = z.object({ siteId: z.string(), articleId: z.string(), count: z.number() });
type Count = z.infer<typeof Count>;

const atOnce = 500;

/**
 * Publishes that an article has no comments where the newest count in Kafka says otherwise, and the log knows nothing of the article: nobody else would. All
 * other counts come from the relay. Answers how many.
 * @param position everything up to there is behind the counts that are published
 */
export async function takeBackCounts(
  { pool, transport }: { readonly pool: Pool; readonly transport: Pick<EventTransport, 'scan' | 'publish'> },
  topic: string,
  position: number,
): Promise<number> {
  const newest = new Map<string, { count: Count; partition: number }>();
  for await (const chunk of transport.scan(topic)) {
    for (const { key, value, partition } of chunk) {
      const count = key === null ? undefined : countIn(value);
      if (key === null) continue;
      if (count && count.count > 0) newest.set(key, { count, partition });
      else newest.delete(key);
    }
  }
  const gone = await unknownAmong(pool, [...newest]);
  for (let from = 0; from < gone.length; from += atOnce)
    await transport.publish(
      gone
        .slice(from, from + atOnce)
        .map(([key, { count, partition }]) => noneOf(key, count, { topic, partition, position })),
    );
  return gone.length;
}

function countIn(value: string | null): Count | undefined {
  try {
    return Count.safeParse(JSON.parse(value ?? 'null')).data;
  } catch {
    return undefined; // whoever wrote that was not the relay
  }
}

type Newest = [key: string, { readonly count: Count; readonly partition: number }];

async function unknownAmong(pool: Pool, newest: readonly Newest[]): Promise<Newest[]> {
  const unknown: Newest[] = [];
  for (const site of new Set(newest.map(([, { count }]) => count.siteId))) {
    const own = newest.filter(([, { count }]) => count.siteId === site);
    for (let from = 0; from < own.length; from += atOnce) {
      const some = own.slice(from, from + atOnce);
      const known = await getArticles(
        pool,
        site,
        some.map(([, { count }]) => count.articleId),
      );
      unknown.push(...some.filter(([, { count }]) => !known.has(count.articleId)));
    }
  }
  return unknown;
}

function noneOf(
  key: string,
  { siteId, articleId }: Count,
  { topic, partition, position }: { topic: string; partition: number; position: number },
): OutgoingRecord {
  const value = JSON.stringify({ siteId, articleId, count: 0, position: String(position) });
  return { topic, partition, key, value, headers: { 'content-type': 'application/json' } };
}
