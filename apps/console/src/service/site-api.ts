import type { Answer, CallOptions } from '#client/client';
import { type Request, requestTo } from '#client/request';
import type { AuthorHistoryAnswer, HistoryAnswer } from '#contracts/moderation-answers';
import type { AnswerOf, BodyOf, QueryOf } from '#contracts/routes';
import type { QueueName } from '#contracts/vocabulary';
import type { Api } from './api.ts';
import type { Returned } from './returned.ts';
import type { Delivery, Outbox } from './outbox.ts';

/** The filters of a queue. */
export type ListFilters = Pick<
  QueryOf<'GET /v1/sites/:site/moderation/queues/:queue'>,
  'article' | 'author' | 'reason' | 'wave'
>;
export type NewRestriction = BodyOf<'POST /v1/sites/:site/authors/:id/restrictions'>;
/** All pages of it. */
export type History = Omit<HistoryAnswer, 'nextCursor'>;
export type AuthorHistory = Omit<AuthorHistoryAnswer, 'nextCursor'>;

type Decisions = BodyOf<'POST /v1/sites/:site/moderation/decisions'>['decisions'];
type Decided = AnswerOf<'POST /v1/sites/:site/moderation/decisions'>;

/** Most decisions that one call takes. */
export const mostDecisions = 100;

/** The service's HTTP API of one site, as far as the desk needs it. */
export class SiteApi {
  private readonly here: { readonly site: string };

  constructor(
    private readonly api: Api,
    private readonly outbox: Outbox,
    readonly site: string,
    private readonly returned: Pick<Returned, 'add'>,
  ) {
    this.here = { site };
  }

  /** A change that its form waits for. */
  change<T>(request: Request<T>, options: CallOptions): Promise<Answer<T>> {
    return this.api.send(request, options);
  }

  queues() {
    return this.api.call('GET /v1/sites/:site/moderation/queues', { params: this.here });
  }

  items(queue: QueueName, query: QueryOf<'GET /v1/sites/:site/moderation/queues/:queue'>) {
    return this.api.call('GET /v1/sites/:site/moderation/queues/:queue', { params: { ...this.here, queue }, query });
  }

  item(id: string, after?: string) {
    const params = { ...this.here, id };
    return this.api.call('GET /v1/sites/:site/moderation/items/:id', { params, query: { after } });
  }

  conversation(id: string) {
    return this.api.call('GET /v1/sites/:site/moderation/items/:id/conversation', { params: { ...this.here, id } });
  }

  history(id: string): Promise<Answer<History>> {
    const params = { ...this.here, id };
    return allEvents((cursor) =>
      this.api.call('GET /v1/sites/:site/comments/:id/history', { params, query: { cursor } }),
    );
  }

  author(id: string, after: string | undefined) {
    return this.api.call('GET /v1/sites/:site/authors/:id', { params: { ...this.here, id }, query: { after } });
  }

  authorHistory(id: string): Promise<Answer<AuthorHistory>> {
    const params = { ...this.here, id };
    return allEvents((cursor) =>
      this.api.call('GET /v1/sites/:site/authors/:id/history', { params, query: { cursor } }),
    );
  }

  articles(query: QueryOf<'GET /v1/sites/:site/moderation/articles'>) {
    return this.api.call('GET /v1/sites/:site/moderation/articles', { params: this.here, query });
  }

  search(query: QueryOf<'GET /v1/sites/:site/moderation/search'>) {
    return this.api.call('GET /v1/sites/:site/moderation/search', { params: this.here, query });
  }

  stats(query: QueryOf<'GET /v1/sites/:site/moderation/stats'>) {
    return this.api.call('GET /v1/sites/:site/moderation/stats', { params: this.here, query });
  }

  policy() {
    return this.api.call('GET /v1/sites/:site/policy', { params: this.here });
  }

  /** @param question a body of the route, as JSON */
  tryPolicy(question: string) {
    const body: BodyOf<'POST /v1/sites/:site/policy/try'> = JSON.parse(question);
    return this.api.call('POST /v1/sites/:site/policy/try', { params: this.here, body });
  }

  decisions(cursor?: string) {
    const query = { moderator: 'me', limit: 50, cursor };
    return this.api.call('GET /v1/sites/:site/moderation/decisions', { params: this.here, query });
  }

  /** As it is after everything that was done here. */
  itemNow(id: string) {
    return this.item(id, this.api.position.peek());
  }

  /** @param open the first one will be looked at at once */
  claim(queue: QueueName, holder: string, { limit, open }: { limit: number; open: boolean }) {
    const body = { queue, limit, holder, open };
    return this.api.call('POST /v1/sites/:site/moderation/claims', { params: this.here, body });
  }

  /** @param more what was opened of them, and the holder that had them before */
  renew(
    commentIds: readonly string[],
    holder: string,
    more: { readonly opened?: readonly string[]; readonly from?: string } = {},
  ) {
    const { opened = [], ...from } = more;
    const body = { commentIds: [...commentIds], holder, opened: [...opened], ...from };
    return this.api.call('POST /v1/sites/:site/moderation/claims/renewals', { params: this.here, body });
  }

  /**
   * Gives back all that a holder has; goes out even while the page is being closed.
   * @param ended it will not claim again
   */
  releaseAll(holder: string, ended: boolean) {
    const query = { holder, ended: ended ? ('true' as const) : undefined };
    const options = { params: this.here, query, keepalive: true };
    return this.api.call('DELETE /v1/sites/:site/moderation/claims', options);
  }

  /** @param decisions 1–100 */
  decide(decisions: Decisions): Promise<Delivery<Decided>> {
    const request = requestTo('POST /v1/sites/:site/moderation/decisions', { params: this.here, body: { decisions } });
    return this.post(request, decisions.length);
  }

  async undo(what: BodyOf<'POST /v1/sites/:site/moderation/undo'>): Promise<Delivery<Decided>> {
    const request = requestTo('POST /v1/sites/:site/moderation/undo', { params: this.here, body: what });
    const delivery = await this.post(request);
    const applied = delivery.ok ? delivery.value.results.filter(({ outcome }) => outcome === 'applied') : [];
    const ids = applied.map(({ commentId }) => commentId);
    if (ids.length > 0) this.returned.add(this.site, ids);
    return delivery;
  }

  note(id: string, note: string) {
    const params = { ...this.here, id };
    return this.post(requestTo('POST /v1/sites/:site/moderation/items/:id/notes', { params, body: { note } }));
  }

  restrict(id: string, restriction: NewRestriction) {
    const params = { ...this.here, id };
    return this.post(requestTo('POST /v1/sites/:site/authors/:id/restrictions', { params, body: restriction }));
  }

  /** Stored until it was answered, whatever becomes of the page. */
  private post<T>(request: Request<T>, count = 1): Promise<Delivery<T>> {
    return this.outbox.send({ ...request, key: crypto.randomUUID(), count });
  }
}

/** Every page of a history as one; few have more than one. */
async function allEvents<T extends { readonly events: readonly unknown[]; readonly nextCursor: string | null }>(
  page: (cursor?: string) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  let all = await page();
  while (all.ok && all.value.nextCursor !== null) {
    const next = await page(all.value.nextCursor);
    if (!next.ok) return next;
    all = { ...next, value: { ...next.value, events: [...all.value.events, ...next.value.events] } };
  }
  return all;
}
