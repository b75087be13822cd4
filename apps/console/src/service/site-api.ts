import type { AuthorHistoryAnswer, HistoryAnswer } from '#contracts/moderation-answers';
import type { FlagReason, QueueName, RestrictionKind } from '#contracts/vocabulary';
import type {
  AuthorHistory,
  Claimed,
  Conversation,
  Decided,
  DecisionToMake,
  DecisionsPage,
  History,
  HistoryPage,
  Item,
  ItemsPage,
  Queues,
  Renewed,
} from './answers';
import type { Answer, Api } from './api';
import type { Delivery, Outbox } from './outbox';

export interface Filters {
  readonly article?: string;
  readonly author?: string;
  readonly reason?: FlagReason;
}

export interface NewRestriction {
  readonly kind: RestrictionKind;
  readonly until: string | null;
  readonly reason: string;
}

/** Most decisions that one call takes. */
export const mostDecisions = 100;

/** The service's HTTP API of one site, as far as the queues need it. */
export class SiteApi {
  readonly root: string;

  constructor(
    readonly api: Api,
    private readonly outbox: Outbox,
    readonly site: string,
  ) {
    this.root = `/v1/sites/${site}`;
  }

  /** Any other question of the site: `path` begins with a slash. */
  get<T>(path: string, query: Readonly<Record<string, string | number | undefined>> = {}): Promise<Answer<T>> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return this.api.ask(this.root + path + (search && `?${search}`));
  }

  queues(): Promise<Answer<Queues>> {
    return this.get('/moderation/queues');
  }

  items(queue: QueueName, query: Filters & { limit: number; cursor?: string | undefined }): Promise<Answer<ItemsPage>> {
    return this.get(`/moderation/queues/${queue}`, { ...query });
  }

  item(commentId: string): Promise<Answer<Item>> {
    return this.get(`/moderation/items/${commentId}`);
  }

  conversation(commentId: string): Promise<Answer<Conversation>> {
    return this.get(`/moderation/items/${commentId}/conversation`);
  }

  history(commentId: string): Promise<Answer<History>> {
    return this.allEvents<HistoryAnswer>(`/comments/${commentId}/history`);
  }

  authorHistory(authorId: string): Promise<Answer<AuthorHistory>> {
    return this.allEvents<AuthorHistoryAnswer>(`/authors/${authorId}/history`);
  }

  /** Every page of a history as one; few have more than one. */
  private async allEvents<T extends HistoryPage>(path: string): Promise<Answer<T>> {
    let all = await this.get<T>(path);
    while (all.ok && all.value.nextCursor !== null) {
      const next = await this.get<T>(path, { cursor: all.value.nextCursor });
      if (!next.ok) return next;
      all = { ...next, value: { ...next.value, events: [...all.value.events, ...next.value.events] } };
    }
    return all;
  }

  decisions(cursor?: string): Promise<Answer<DecisionsPage>> {
    return this.get('/moderation/decisions', { moderator: 'me', limit: 50, cursor });
  }

  claim(queue: QueueName, limit: number): Promise<Answer<Claimed>> {
    return this.api.ask(`${this.root}/moderation/claims`, { method: 'POST', body: { queue, limit } });
  }

  renew(commentIds: readonly string[]): Promise<Answer<Renewed>> {
    return this.api.ask(`${this.root}/moderation/claims/renewals`, { method: 'POST', body: { commentIds } });
  }

  /** Goes out even while the page is being closed. */
  releaseAll(): Promise<Answer<undefined>> {
    return this.api.ask(`${this.root}/moderation/claims`, { method: 'DELETE', keepalive: true });
  }

  release(commentId: string): Promise<Answer<undefined>> {
    return this.api.ask(`${this.root}/moderation/claims/${commentId}`, { method: 'DELETE' });
  }

  /** @param decisions 1–100 */
  decide(decisions: readonly DecisionToMake[]): Promise<Delivery<Decided>> {
    return this.send('/moderation/decisions', { decisions }, decisions.length);
  }

  undo(what: { batchId: string } | { commentId: string }): Promise<Delivery<Decided>> {
    return this.send('/moderation/undo', what, 1);
  }

  note(commentId: string, note: string): Promise<Delivery<{ position: string }>> {
    return this.send(`/moderation/items/${commentId}/notes`, { note }, 1);
  }

  restrict(authorId: string, restriction: NewRestriction): Promise<Delivery<{ position: string }>> {
    return this.send(`/authors/${authorId}/restrictions`, restriction, 1);
  }

  private send<T>(path: string, body: unknown, count: number): Promise<Delivery<T>> {
    return this.outbox.send({ key: crypto.randomUUID(), path: this.root + path, method: 'POST', body, count });
  }
}
