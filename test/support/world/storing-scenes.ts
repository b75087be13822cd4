import type { Answer, World } from './world.ts';

const site = '/v1/sites/default';

/** Sends one request that stores something. */
export type Storing = () => Promise<Answer<unknown>>;

/** An admin and an author who write in a world. */
export class Stage {
  private number = 0;

  private constructor(
    readonly world: World,
    readonly boss: string,
    readonly ann: string,
  ) {}

  static async of(world: World): Promise<Stage> {
    const boss = await world.token({ sub: 'boss', roles: ['admin'] });
    return new Stage(world, boss, await world.token({ sub: 'ann' }));
  }

  /** A number that no other call returned. */
  next(): number {
    return ++this.number;
  }

  /** Posts a comment, and waits until every read model shows it. */
  async posted(token = this.ann): Promise<{ id: string; authorId: string }> {
    const { body } = await this.world.call('POST', `${site}/articles/a/comments`, {
      token,
      body: { body: `text ${this.next()}` },
    });
    const { comment, position } = body;
    await this.world.call('GET', `${site}/articles/a/comments?after=${position}`);
    await this.world.settled();
    return { id: comment.id, authorId: comment.author.id };
  }

  /** Posts as an author whom no other scene uses. */
  async postedByAnother(): Promise<{ id: string; authorId: string }> {
    return this.posted(await this.world.token({ sub: `author ${this.next()}` }));
  }

  send(method: string, path: string, token: string, body?: unknown, headers = {}): Storing {
    return () => this.world.call(method, `${site}${path}`, { token, body, headers });
  }

  suspend(authorId: string): Storing {
    const body = { kind: 'suspended', until: '2030-01-01T00:00:00Z', reason: 'x' };
    return this.send('POST', `/authors/${authorId}/restrictions`, this.boss, body);
  }

  decide(commentId: string, decision: string): Storing {
    return this.send('POST', '/moderation/decisions', this.boss, { decisions: [{ commentId, decision }] });
  }

  post(headers = {}): Storing {
    const number = this.next();
    const article = { url: 'https://news.example/a', title: 'A' };
    return this.send(
      'POST',
      `/articles/new-${number}/comments`,
      this.ann,
      { body: `text ${number}`, article },
      headers,
    );
  }
}

/**
 * Requests for every route that stores events, by the route's address. Each first creates everything that its request
 * needs.
 */
export const storingScenes: Readonly<Record<string, (stage: Stage) => Promise<Storing>>> = {
  'POST /v1/sites/:site/articles/:article/comments': async (stage) => stage.post(),
  // The same request once more, as after a lost response.
  'POST /v1/sites/:site/articles/:article/comments, repeated': async (stage) => {
    const again = stage.post({ 'idempotency-key': `again-${stage.next()}` });
    await again();
    return again;
  },
  'PATCH /v1/sites/:site/comments/:id': async (stage) =>
    stage.send('PATCH', `/comments/${(await stage.posted()).id}`, stage.ann, { body: `edited ${stage.next()}` }),
  'DELETE /v1/sites/:site/comments/:id': async (stage) =>
    stage.send('DELETE', `/comments/${(await stage.posted()).id}`, stage.ann),
  'POST /v1/sites/:site/comments/:id/flags': async (stage) =>
    stage.send('POST', `/comments/${(await stage.posted()).id}/flags`, stage.boss, { reason: 'spam' }),
  'PUT /v1/sites/:site/comments/:id/like': async (stage) =>
    stage.send('PUT', `/comments/${(await stage.posted()).id}/like`, stage.boss),
  'DELETE /v1/sites/:site/comments/:id/like': async (stage) => {
    const { id } = await stage.posted();
    await stage.send('PUT', `/comments/${id}/like`, stage.boss)();
    return stage.send('DELETE', `/comments/${id}/like`, stage.boss);
  },
  'PUT /v1/sites/:site/articles/:article': async (stage) =>
    stage.send('PUT', '/articles/a', stage.boss, { title: `title ${stage.next()}` }),
  'POST /v1/sites/:site/moderation/decisions': async (stage) => stage.decide((await stage.posted()).id, 'approve'),
  'POST /v1/sites/:site/moderation/undo': async (stage) => {
    const { id: commentId } = await stage.posted();
    await stage.decide(commentId, 'escalate')();
    return stage.send('POST', '/moderation/undo', stage.boss, { commentId });
  },
  'POST /v1/sites/:site/moderation/items/:id/notes': async (stage) =>
    stage.send('POST', `/moderation/items/${(await stage.posted()).id}/notes`, stage.boss, { note: 'a note' }),
  'POST /v1/sites/:site/authors/:id/restrictions': async (stage) =>
    stage.suspend((await stage.postedByAnother()).authorId),
  'DELETE /v1/sites/:site/authors/:id/restrictions/:kind': async (stage) => {
    const { authorId } = await stage.postedByAnother();
    await stage.suspend(authorId)();
    return stage.send('DELETE', `/authors/${authorId}/restrictions/suspended`, stage.boss);
  },
  'PUT /v1/sites/:site/policy': async (stage) => {
    const { world, boss } = stage;
    const { body, headers } = await world.call('GET', `${site}/policy`, { token: boss });
    const policy = { ...body.policy, maxLength: body.policy.maxLength - 1 };
    return stage.send('PUT', '/policy', boss, policy, { 'if-match': headers.get('etag') ?? '' });
  },
  'PUT /v1/sites/:site': async (stage) => () =>
    stage.world.call('PUT', `/v1/sites/made-${stage.next()}`, { token: stage.boss, body: { name: 'Made' } }),
};
