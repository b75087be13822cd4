import { once } from 'node:events';
import type { TokenProvider } from '../service/identity.ts';
import { draftsOf } from '../service/drafts.ts';
import { attempt } from '../service/attempts.ts';
import { takeLeftDraft } from '../service/left-drafts.ts';
import {
  type Answering,
  FakeStorage,
  article,
  articlePage,
  comment,
  postCall,
  viewer,
  viewerCall,
} from '../specification/article-page.ts';
import { formOf } from '../state/thread-state.ts';
import { look } from './look.ts';
import { post, save, withdraw } from './write.ts';

const fields = { body: 'A thought', name: '', email: '' };
const posted = { comment: comment('c1'), position: '7' };
const notice = (page: ReturnType<typeof articlePage>, form = ''): string | undefined => {
  const { notice } = formOf(page.stage.state, form);
  return notice?.problem && notice.text;
};

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  globalThis.localStorage = new FakeStorage();
  globalThis.sessionStorage = new FakeStorage();
});
afterEach(() => jest.useRealTimers());

/** A service that knows one token. */
const knowing =
  (token: string): Answering =>
  ({ call, token: given }) => {
    if (given !== token) return 'unauthenticated';
    return call === viewerCall ? viewer('member') : posted;
  };

describe('a member whose session ends while they write', () => {
  const providers: [string, () => TokenProvider][] = [
    ['has a token that expired', () => () => 'old'],
    [
      'is not signed in any more',
      () =>
        ({ fresh }) =>
          fresh ? null : 'old',
    ],
    [
      'has a page that cannot say who they are',
      () =>
        ({ fresh }) => {
          if (fresh) throw new Error('away');
          return 'old';
        },
    ],
    [
      'has a page that fails to say',
      () =>
        ({ fresh }) =>
          fresh ? Promise.reject(new Error('away')) : 'old',
    ],
  ];

  it.each(providers)(
    '%s: the text stays, is not posted under another identity, and is posted once after a new sign-in',
    async (_, providerOf) => {
      let known = 'old';
      const page = articlePage((asked) => knowing(known)(asked), {}, providerOf());
      const { stage, posts } = page;
      await look(stage);
      expect(stage.state).toMatchObject({ signedIn: true, viewer: { author: { name: 'Lea' } } });
      known = 'new';
      await post(stage, '', fields);
      expect(notice(page)).toBe('You are not signed in. Your text is kept: sign in to send it.');
      expect(stage.state).toMatchObject({ signedIn: false, sessionOver: true });
      expect(stage.drafts.read('')).toMatchObject({ body: 'A thought' });
      await post(stage, '', fields);
      expect(posts().map(({ token }) => token)).not.toContain(null);

      await stage.identity.renew(() => 'new');
      const before = posts().length;
      await post(stage, '', fields);
      expect(posts().slice(before)).toMatchObject([{ token: 'new', body: { body: 'A thought' } }]);
      expect(posts().at(-1)?.body).not.toHaveProperty('author');
      expect(stage.state).toMatchObject({ signedIn: true, sessionOver: false });
      expect(stage.drafts.read('')).toBeNull();
    },
  );

  it('is not given the name under which a guest wrote here before', async () => {
    const { stage } = articlePage(knowing('new'), { viewer: viewer('member') }, () => 'old');
    stage.identity.keepGuest('guest', 'Sam');
    stage.setForm('', { name: 'Sam' });
    await post(stage, '', fields);
    expect(formOf(stage.state, '').name).toBe('');
    expect(stage.identity.guest).toMatchObject({ name: 'Sam' });
  });

  it('sends the same attempt again after a request without an answer', async () => {
    let answering: Answering = ({ call }) => (call === viewerCall ? viewer('member') : undefined);
    const { stage, posts } = articlePage(
      (asked) => answering(asked),
      {},
      () => 'old',
    );
    await post(stage, '', fields);
    answering = knowing('new');
    await post(stage, '', fields);
    await stage.identity.renew(() => 'new');
    await post(stage, '', fields);
    expect(new Set(posts().map(({ key }) => key)).size).toBe(1);
    expect(stage.drafts.read('')).toBeNull();
  });

  it('may go on as a guest when they say so', async () => {
    const answering: Answering = (asked) =>
      asked.token === null && asked.call === postCall ? posted : knowing('new')(asked);
    const { stage, posts } = articlePage(answering, { viewer: viewer('member') }, () => 'old');
    await post(stage, '', fields);
    await post(stage, '', { ...fields, name: 'Lea, a guest' });
    expect(posts().at(-1)).toMatchObject({ token: null, body: { author: { name: 'Lea, a guest' } } });
  });
});

describe('a reader whose sign-in is not known yet', () => {
  it.each([
    ['is', 'new', 1],
    ['is not', null, 0],
  ] as const)('%s: the slow answer is waited for', async (_, token, times) => {
    const answered = new EventTarget();
    const page = articlePage(knowing('new'), {}, () => once(answered, 'answer').then(() => token));
    const sending = post(page.stage, '', fields);
    answered.dispatchEvent(new Event('answer'));
    await sending;
    expect(page.posts().length).toBe(times);
    expect(page.stage.state.signedIn).toBe(token !== null);
    if (token === null) expect(notice(page)).toBe('Please enter a name of up to 80 characters.');
  });

  it('is asked to sign in when the page never answers', async () => {
    const rules = { ...article.rules, guestsAllowed: false };
    const page = articlePage(knowing('new'), { article: { ...article, rules } }, () => new Promise(() => undefined));
    const sending = post(page.stage, '', fields);
    await jest.advanceTimersByTimeAsync(60_000);
    await sending;
    expect(notice(page)).toContain('sign in to send it');
    expect(page.posts()).toEqual([]);
  });
});

describe('a text', () => {
  it('that is too long is not sent, and told so, wherever it is found out', async () => {
    const page = articlePage(() => 'invalid-fields');
    await post(page.stage, '', { body: 'x'.repeat(1001), name: 'Ada', email: '' });
    await save(page.stage, 'c1', 'x'.repeat(1001));
    expect(page.asked).toEqual([]);
    const tooLong = 'Your text is too long. Please shorten it.';
    expect([notice(page), notice(page, 'edit c1')]).toEqual([tooLong, tooLong]);
    expect(page.focus).toEqual(['colloquy-body-', 'colloquy-body-edit c1']);
  });

  it('is posted once on a dead network, also where the browser keeps nothing more', async () => {
    const { stage, posts } = articlePage(() => undefined);
    (globalThis.localStorage as FakeStorage).isFull = (globalThis.sessionStorage as FakeStorage).isFull = true;
    const guest = { ...fields, name: 'Ada' };
    await post(stage, '', guest);
    await post(stage, '', guest);
    expect(new Set(posts().map(({ key }) => key)).size).toBe(1);
    await post(stage, '', { ...guest, body: 'Another thought' });
    expect(posts().at(-1)?.key).not.toBe(posts()[0]?.key);
  });
});

describe('a comment that is deleted', () => {
  const tree = [comment('a'), comment('b', { replies: [comment('c', { parentId: 'b' })] }), comment('d')];

  it.each([
    ['a', 'comment-b'],
    ['c', 'comment-d'],
    ['d', 'comment-c'],
  ])('leaves the focus near where it was: %s', async (id, near) => {
    const { stage, focus } = articlePage(() => ({ position: '8' }), { comments: tree, count: 4 });
    await withdraw(stage, id);
    expect(focus).toEqual([near]);
  });
});

describe('what one tab writes', () => {
  it('is not what another one writes, and one of them is found again when it is closed', async () => {
    const drafts = draftsOf('default/a');
    drafts.keep('', { ...fields, body: 'Of this tab' });
    localStorage.setItem(
      'colloquy draft default/a  ~closed',
      JSON.stringify({ ...fields, body: 'Of a closed tab', at: Date.now() }),
    );
    localStorage.setItem('colloquy draft default/a  ~long', JSON.stringify({ ...fields, body: 'Older', at: 1 }));
    expect(drafts.read('')?.body).toBe('Of this tab');
    await expect(takeLeftDraft(drafts, '')).resolves.toBeNull();
    drafts.drop('');
    await expect(takeLeftDraft(drafts, '')).resolves.toMatchObject({ body: 'Of a closed tab' });
    expect(drafts.read('')?.body).toBe('Of a closed tab');
    expect(drafts.kept.keys('draft ').length).toBe(1);
  });

  it('is read where an earlier version kept it for all tabs, with its attempt', () => {
    localStorage.setItem('colloquy draft default/a ', JSON.stringify({ ...fields, key: 'earlier' }));
    const drafts = draftsOf('default/a');
    expect(drafts.read('')?.body).toBe('A thought');
    expect(attempt(drafts, '', fields).key).toBe('earlier');
    drafts.drop('');
    expect(drafts.read('')).toBeNull();
  });

  it('is the newest there is, where an older text cannot be replaced', () => {
    const drafts = draftsOf('default/a');
    drafts.keep('', { ...fields, body: 'Old' });
    (globalThis.localStorage as FakeStorage).isFull = (globalThis.sessionStorage as FakeStorage).isFull = true;
    drafts.keep('', { ...fields, body: 'New' });
    expect(drafts.read('')?.body).toBe('New');
    drafts.drop('');
    expect(drafts.read('')).toBeNull();
  });
});
