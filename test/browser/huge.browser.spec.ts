import { v7 as uuidv7 } from 'uuid';
import { posted } from '#domain/specification/comments';
import { EventLog } from '#event-store/event-log';
import { Keyring } from '#event-store/keys/keyring';
import { appendHistory } from '#test/support/database/append-history';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';
import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';

const size = 10_000;

describe('an article with ten thousand comments', () => {
  let paper: Newspaper;
  let reader: Reader;

  beforeAll(async () => {
    paper = await openNewspaper();
    await fill(paper);
  });
  afterAll(() => paper?.stop());
  beforeEach(async () => {
    reader = await paper.reader();
  });
  afterEach(() => reader.close());

  it('shows its exact count and the first page, and goes on page by page', async () => {
    const thread = await reader.open('huge');
    await thread.getByRole('heading', { name: '10,000 comments' }).waitFor();
    await reader.page.locator('.meta comment-count', { hasText: '10,000 comments' }).waitFor();
    await expect(thread.locator('.comment').count()).resolves.toBe(20);
    for (const shown of [40, 60, 80]) {
      await thread.getByRole('link', { name: 'More comments' }).click();
      await thread
        .locator('.comment')
        .nth(shown - 1)
        .waitFor();
    }
    const texts = await thread.locator('.body').allTextContents();
    expect(new Set(texts).size).toBe(80);
  });

  it('opens at a linked comment in the middle, and takes a new one', async () => {
    const { body } = await paper.world.call('GET', '/v1/sites/default/articles/huge/comments?sort=oldest&limit=100');
    const { id } = body.comments[99];
    const thread = await reader.open('huge', {}, `#comment-${id}`);
    await thread.locator('.target').waitFor();
    await thread.getByLabel('Leave a comment').last().fill('Number ten thousand and one');
    await thread.getByLabel('Name').fill('Ada');
    await thread.getByRole('button', { name: 'Post comment' }).click();
    await thread.getByRole('heading', { name: '10,001 comments' }).waitFor();
  });
});

describe('an article whose comments are so long that a page ends early', () => {
  let paper: Newspaper;
  let reader: Reader;

  beforeAll(async () => {
    paper = await openNewspaper();
    const post = async (body: string, parentId?: string) => {
      const answer = await paper.world.call('POST', '/v1/sites/default/articles/long/comments', {
        body: { body, author: { name: 'Ada' }, ...(parentId !== undefined && { parentId }) },
      });
      return String(answer.body.comment.id);
    };
    for (let n = 0; n < 15; n++) {
      const root = await post(`thread ${n} ${'<'.repeat(9900)}`);
      for (let reply = 0; n % 5 === 0 && reply < 12; reply++)
        await post(`reply ${n} ${reply} ${'<'.repeat(9900)}`, root);
    }
    await paper.world.settled();
  });
  afterAll(() => paper?.stop());
  beforeEach(async () => {
    reader = await paper.reader();
  });
  afterEach(() => reader.close());

  it('is shown to its end by following the cursors, each comment once', async () => {
    const thread = await reader.open('long');
    await thread.locator('.comment').nth(8).waitFor();
    const shown = () => thread.locator('.comment').count();
    expect(await shown()).toBeLessThan(15);
    const more = thread.getByRole('link', { name: /^More/ });
    for (let before = await shown(); (await more.count()) > 0; before = await shown()) {
      await more.first().click();
      await thread.locator('.comment').nth(before).waitFor();
    }
    const texts = await thread.locator('.body').allTextContents();
    expect([new Set(texts).size, texts.length]).toEqual([51, 51]);
  });
});

/** Ten thousand posts appended to the log, as the service would have written them. */
async function fill({ world }: Newspaper): Promise<void> {
  const { encryptionKey } = world.service.secrets;
  const log = new EventLog({ connectionString: world.databaseUrl, keyring: new Keyring(encryptionKey) });
  const authorId = uuidv7();
  await appendHistory(
    log,
    Array.from({ length: size }, (_, at) => postOf(authorId, at)),
  );
  await log.close();
  await world.settled();
}

function postOf(authorId: string, at: number): HistoryEvent {
  const commentId = uuidv7();
  return {
    ...posted({ commentId, rootId: commentId, articleId: 'huge', authorId, authorKind: 'guest' }),
    personal: { authorName: 'Reader', body: `Comment ${at}` },
    eventId: uuidv7(),
    siteId: 'default',
    streamId: commentId,
    subjectId: authorId,
    aboutId: null,
    version: 1,
    position: at + 1,
    at: new Date(),
    meta: {},
  };
}
