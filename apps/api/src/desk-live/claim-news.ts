import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Client, Pool } from 'pg';
import { z } from 'zod';
import { claimsChannel } from '../moderation/claims-sql.ts';

const News = z.object({ site: z.string(), comments: z.array(z.string()) });
export type ClaimNews = z.infer<typeof News>;

const retryMs = 1000;

/** Hears which claims changed, whichever process changed them: one connection for each process that has a desk open. */
@Injectable()
export class ClaimNewsFeed implements OnModuleDestroy {
  private client: Client | null = null;
  private starting: Promise<void> | null = null;
  private retry: NodeJS.Timeout | null = null;
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
    if (this.retry) clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({ ...this.pool.options, statement_timeout: 0 });
    client.on('error', () => undefined);
    client.on('end', () => {
      if (this.client === client) this.again();
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
      client.end().catch(() => undefined); // it may be connected, and not listen
      throw error;
    }
  }

  /**
   * An attempt that fails is told of twice, by what it rejects with and by the end of its connection: one timer for
   * both, or attempts would double.
   */
  private again(): void {
    if (this.stopped || this.retry) return;
    this.retry = setTimeout(() => {
      this.retry = null;
      this.connect()
        .then(() => this.onNews('missed'))
        .catch(() => this.again());
    }, retryMs).unref();
  }
}

/** Anybody who may write to the database can notify: what is no news of ours is passed over. */
function newsIn(payload: string | undefined): ClaimNews | undefined {
  try {
    return News.safeParse(JSON.parse(payload ?? 'null')).data;
  } catch {
    return undefined;
  }
}
