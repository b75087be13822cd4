import { type Newspaper, type Reader, openNewspaper } from './newspaper';

const size = 10_000;

describe('an article with ten thousand comments', () => {
  let paper: Newspaper;
  let reader: Reader;

  beforeAll(async () => {
    paper = await openNewspaper();
    await fill(paper);
  }, 180_000);
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

async function fill({ world }: Newspaper): Promise<void> {
  for (let done = 0; done < size; done += 100) {
    await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        world.call('POST', '/v1/sites/default/articles/huge/comments', {
          body: { body: `Comment ${done + n}`, author: { name: 'Reader' } },
        }),
      ),
    );
  }
  await world.settled();
}
