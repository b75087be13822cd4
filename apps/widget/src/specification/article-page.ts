import { wordsOf } from '../languages/all-words.ts';
import { Stage } from '../conversation/stage.ts';
import { draftsOf } from '../service/drafts.ts';
import { Identity, type TokenProvider } from '../service/identity.ts';
import { serviceFor } from '../service/service.ts';
import type { TreeComment } from '../state/comment-tree.ts';
import { type ThreadState, emptyConversation } from '../state/thread-state.ts';

interface Asked {
  /** The method and the path, without the query. */
  readonly call: string;
  readonly query: URLSearchParams;
  readonly token: string | null;
  readonly key: string | null;
  readonly body: Record<string, unknown>;
}

/** The service's answer: a value, a problem's code, or undefined for no answer. */
export type Answering = (asked: Asked) => object | string | undefined;

const problems = { unauthenticated: 401, 'not-found': 404, 'invalid-fields': 422, nudge: 422 } as const;

/** A page with an article's comments, without a browser; the service is what answers. */
export function articlePage(
  answering: Answering,
  state: Partial<ThreadState> = {},
  provider: TokenProvider | null = null,
) {
  const asked: Asked[] = [];
  globalThis.fetch = (async (address: string, { method = 'GET', headers, body }: RequestInit = {}) => {
    const url = new URL(address);
    const given = new Headers(headers);
    const one = {
      call: `${method} ${url.pathname}`,
      query: url.searchParams,
      token: given.get('authorization')?.replace('Bearer ', '') ?? null,
      key: given.get('idempotency-key'),
      body: JSON.parse(typeof body === 'string' ? body : '{}') as Record<string, unknown>,
    };
    asked.push(one);
    const answer = answering(one);
    if (answer === undefined) throw new TypeError('Failed to fetch');
    if (typeof answer === 'object') return Response.json(answer);
    const status = problems[answer as keyof typeof problems];
    return Response.json({ type: `/docs/problems#${answer}`, status, title: answer }, { status });
  }) as typeof fetch;
  const identity = new Identity('default', provider);
  const focus: (string | null)[] = [];
  const stage = new Stage(
    { ...emptyConversation('newest', 0), phase: 'ready', article, signedIn: provider !== null, ...state },
    {
      site: 'default',
      article: 'a',
      url: 'https://paper.example/a',
      title: 'A',
      askToSignIn: () => undefined,
      isHere: () => true,
      speaksForPage: () => true,
    },
    wordsOf('en'),
    serviceFor('https://comments.example', 'default', 'a', identity),
    identity,
    draftsOf('default/a'),
    (_, id) => id !== null && focus.push(id),
  );
  const posts = (): Asked[] => asked.filter(({ call }) => call === postCall);
  return { stage, asked, posts, focus };
}

export const postCall = 'POST /v1/sites/default/articles/a/comments';
export const threadCall = 'GET /v1/sites/default/articles/a/comments';
export const viewerCall = 'GET /v1/sites/default/articles/a/viewer';

export const article: NonNullable<ThreadState['article']> = {
  articleId: 'a',
  url: null,
  urlConfirmed: false,
  title: null,
  commentCount: 0,
  open: true,
  mode: 'post',
  closesAt: null,
  rules: { guestsAllowed: true, maxLength: 1000, editWindowSeconds: 300 },
};

export const comment = (id: string, more: Partial<TreeComment> = {}): TreeComment => ({
  id,
  articleId: 'a',
  parentId: null,
  depth: 0,
  author: { id: 'ada', name: 'Ada', avatarUrl: '' },
  body: id,
  html: `<p>${id}</p>`,
  status: 'published',
  createdAt: '2026-01-01T00:00:00Z',
  editedAt: null,
  likes: 0,
  replyCount: 0,
  ...more,
});

export const viewer = (kind: 'member' | 'guest'): NonNullable<ThreadState['viewer']> => ({
  author: { id: 'lea', name: 'Lea', avatarUrl: '', kind },
  waiting: [],
  liked: [],
  restriction: null,
  decided: [],
  now: '2026-01-01T00:00:00Z',
});

/** A browser's storage; a full one refuses writes that would enlarge it. */
export class FakeStorage implements Storage {
  isFull = false;
  [key: string]: unknown;

  get length(): number {
    return Object.keys(this).length - 1;
  }
  key = (): string | null => null;
  clear(): void {
    for (const key of Object.keys(this)) if (key.startsWith('colloquy ')) delete this[key];
  }
  getItem(key: string): string | null {
    return (this[key] as string | undefined) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this[key] = value;
  }
  removeItem(key: string): void {
    delete this[key];
  }
}
