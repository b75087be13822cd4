import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Client, Pool } from 'pg';
import { z } from 'zod';
import { claimsChannel } from '../claims-sql';

const News = z.object({ site: z.string(), comments: z.array(z.string()) });
export type ClaimNews = z.infer<typeof News>;

const retryMs = 1000;

/** Hears which claims changed, whichever process changed them: one connection for each process that has a desk open. */
@Injectable()
export class ClaimNewsFeed implements OnModuleDestroy {
  private client: Client | null = null;
  private starting: Promise<void> | null = null;
  private stopped = false;
  private onNews: (news: ClaimNews | 'missed') => void = () => undefined;

  constructor(private readonly pool: Pool) {}

  /** Listens from the first call on. `missed`: the connection was away, and nobody knows what happened meanwhile. */
  listen(onNews: (news: ClaimNews | 'missed') => void): Promise<void> {
    this.onNews = onNews;
    this.starting ??= this.connect().catch(() => this.again());
    return this.starting;
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({ ...this.pool.options, statement_timeout: 0 });
    client.on('error', () => undefined);
    client.on('end', () => this.again());
    client.on('notification', ({ payload }) => {
      const news = News.safeParse(JSON.parse(payload ?? 'null'));
      if (news.success) this.onNews(news.data);
    });
    this.client = client;
    await client.connect();
    await client.query(`listen ${claimsChannel}`);
  }

  private again(): void {
    if (this.stopped) return;
    setTimeout(() => {
      if (this.stopped) return;
      this.connect()
        .then(() => this.onNews('missed'))
        .catch(() => this.again());
    }, retryMs).unref();
  }
}
