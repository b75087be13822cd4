import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Client, Pool } from 'pg';
import { z } from 'zod';
import { claimsChannel } from '../moderation/claims-sql.ts';

const News = z.object({ site: z.string(), comments: z.array(z.string()) });
export type ClaimNews = z.infer<typeof News>;

const retryMs = 1000;

/** Receives changed claims of all processes by LISTEN. Takes one connection per process with an open desk. */
@Injectable()
export class ClaimNewsFeed implements OnModuleDestroy {
  private client: Client | null = null;
  private starting: Promise<void> | null = null;
  private retry: NodeJS.Timeout | null = null;
  private stopped = false;
  private onNews: (news: ClaimNews | 'missed') => void = () => undefined;

  constructor(private readonly pool: Pool) {}

  /** Listens from the first call on. Reports `missed` after the connection was lost, because news may be lost too. */
  listen(onNews: (news: ClaimNews | 'missed') => void): Promise<void> {
    this.onNews = onNews;
    this.starting ??= this.connect().catch(() => this.retryLater());
    return this.starting;
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.retry) clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({ ...this.pool.options, statement_timeout: 0 });
    client.on('error', () => undefined);
    client.on('end', () => {
      if (this.client === client) this.retryLater();
    });
    client.on('notification', ({ payload }) => {
      const news = newsIn(payload);
      if (news) this.onNews(news);
    });
    this.client = client;
    try {
      await client.connect();
      await client.query(`listen ${claimsChannel}`);
    } catch (error) {
      client.end().catch(() => undefined); // connected, but LISTEN failed
      throw error;
    }
  }

  /**
   * A failed attempt is reported twice, by its rejection and by the end of its connection. One timer serves both;
   * otherwise the attempts would double each time.
   */
  private retryLater(): void {
    if (this.stopped || this.retry) return;
    this.retry = setTimeout(() => {
      this.retry = null;
      this.connect()
        .then(() => this.onNews('missed'))
        .catch(() => this.retryLater());
    }, retryMs).unref();
  }
}

/** Other programs may notify on the same database: payloads that are not claim news are ignored. */
function newsIn(payload: string | undefined): ClaimNews | undefined {
  try {
    return News.safeParse(JSON.parse(payload ?? 'null')).data;
  } catch {
    return undefined;
  }
}
