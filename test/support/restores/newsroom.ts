import { jwtSecret, signToken } from '#test/support/world/world';

/** The fields of an event of the log that consumers outside of the service can compare. */
export interface Moment {
  readonly id: string;
  readonly position: number;
  readonly type: string;
  /** Partition key. */
  readonly key: string;
}

interface Comment {
  readonly id: string;
  readonly author: { readonly id: string };
}

const site = '/v1/sites/default';

export const newsroomEnvironment = { JWT_SECRET: jwtSecret } as const;

/** Readers and moderators who use a service over HTTP, with a record of the acknowledged posts. */
export class Newsroom {
  /** Ids of the comments whose posting was acknowledged, in order. */
  readonly acknowledged: string[] = [];
  position = 0;
  private turn = 0;

  constructor(private readonly url: () => string) {}

  /** Posts as a guest or a member under one of five articles. */
  async post(text: string, article = `article-${this.turn % 5}`): Promise<{ comment: Comment; authorToken?: string }> {
    const turn = this.turn++;
    const isGuest = turn % 3 === 0;
    const body = { body: `${text} ${turn}`, ...(isGuest && { author: { name: `Guest ${turn % 7}` } }) };
    const token = isGuest ? undefined : await signToken({ sub: `member-${turn % 4}`, name: `Member ${turn % 4}` });
    const posted = await this.call<{ comment: Comment; authorToken?: string }>(
      ...(['POST', `/articles/${article}/comments`, token, body] as const),
    );
    this.acknowledged.push(posted.comment.id);
    return posted;
  }

  /** Posts, likes, reports and decisions until the log has reached a position. */
  async workUntil(position: number): Promise<void> {
    while (this.position < position) {
      const { comment } = await this.post('What about the bridge?');
      if (this.turn % 2 === 0) await this.call('PUT', `/comments/${comment.id}/like`, await this.member());
      if (this.turn % 4 === 0)
        await this.call('POST', `/comments/${comment.id}/flags`, await this.member(), { reason: 'spam' });
      if (this.turn % 5 === 0) await this.decide(comment.id, this.turn % 10 === 0 ? 'reject' : 'approve');
    }
  }

  async times(count: number, text: string, article?: string): Promise<void> {
    for (let n = 0; n < count; n++) await this.post(text, article);
  }

  /** Posts a comment with a word in every field of a member, and has another member report it with that word. */
  async speak(word: string): Promise<{ authorId: string; token: string }> {
    const token = await signToken({ sub: `${word}@news.example`, name: word, email: `${word}@news.example` });
    const posted = await this.call<{ comment: Comment }>('POST', '/articles/article-1/comments', token, {
      body: `I am ${word}`,
    });
    await this.call('POST', `/comments/${posted.comment.id}/flags`, await this.member(), {
      reason: 'other',
      note: `contains ${word}`,
    });
    return { authorId: posted.comment.author.id, token };
  }

  async erase({ authorId, token }: { authorId: string; token: string }): Promise<void> {
    await this.call('DELETE', `/authors/${authorId}`, token);
  }

  private decide(commentId: string, decision: string): Promise<unknown> {
    const decisions = [{ commentId, decision, ...(decision === 'reject' && { reason: 'spam' }) }];
    return this.moderator().then((token) => this.call('POST', '/moderation/decisions', token, { decisions }));
  }

  private readonly member = (): Promise<string> => signToken({ sub: 'member-9', name: 'Member 9' });
  private readonly moderator = (): Promise<string> => signToken({ sub: 'mo', name: 'Mo', roles: ['moderator'] });

  private async call<Body>(method: string, path: string, token?: string, body?: object): Promise<Body> {
    const response = await fetch(`${this.url()}${site}${path}`, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    this.position = Math.max(this.position, Number(response.headers.get('x-position') ?? 0));
    return (text === '' ? undefined : JSON.parse(text)) as Body;
  }
}
