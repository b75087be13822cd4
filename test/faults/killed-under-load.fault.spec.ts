import { join } from 'node:path';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { type ServiceProcess, postmasterOf, startServiceProcess } from '#test/support/processes/service-process';

let dataDir: string;
let service: ServiceProcess;

beforeAll(async () => {
  dataDir = temporaryDirectory();
  service = await startServiceProcess(dataDir);
});
afterAll(async () => {
  await service.terminate();
  removeDirectory(dataDir);
});

const article = '/v1/sites/default/articles/under-fire';

/** Posts a text with one idempotency key until it is acknowledged, across restarts. Returns the comment's id. */
async function postUntilAcknowledged(text: string, giveUpAt: number): Promise<string> {
  for (;;) {
    try {
      const response = await fetch(`${service.url}${article}/comments`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': text },
        body: JSON.stringify({ body: text, author: { name: 'Steadfast' } }),
      });
      const answer = (await response.json()) as { comment: { id: string } };
      if (response.status === 201) return answer.comment.id;
      if (response.status !== 503) throw new Error(`answered ${response.status}: ${JSON.stringify(answer)}`);
    } catch (error) {
      // The connection broke, or the service is not up yet: the outcome is unknown. (Compared by name, because fetch
      // throws errors of Node's own realm.)
      if (!isError(error) || !['TypeError', 'SyntaxError'].includes(error.name)) throw error;
    }
    if (Date.now() > giveUpAt) throw new Error(`${text} was never acknowledged`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const isError = (error: unknown): error is { name: string } =>
  typeof error === 'object' && error !== null && 'name' in error;

async function wholeThread(): Promise<{ count: number; comments: { id: string; body: string }[] }> {
  const comments: { id: string; body: string }[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const response = await fetch(`${service.url}${article}/comments?limit=100${query}`);
    const page = (await response.json()) as {
      count: number;
      comments: { id: string; body: string }[];
      nextCursor: string | null;
    };
    comments.push(...page.comments);
    cursor = page.nextCursor;
    if (cursor === null) return { count: page.count, comments };
  }
  throw new Error('no page');
}

async function caughtUp(): Promise<void> {
  for (;;) {
    const health = (await (await fetch(`${service.url}/health/ready`)).json()) as {
      projections?: Record<string, { lag: number }>;
    };
    if (health.projections && Object.values(health.projections).every(({ lag }) => lag === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a service that is killed three times under load, and its database twice', () => {
  it('neither loses nor duplicates an acknowledged comment, and its count equals its thread', async () => {
    const giveUpAt = Date.now() + 120_000;
    const texts = Array.from({ length: 3000 }, (_, n) => `comment ${n}`.replaceAll(' ', '-'));
    const acknowledged = new Map<string, string>();
    let next = 0;
    const client = async (): Promise<void> => {
      for (let text = texts[next++]; text !== undefined; text = texts[next++]) {
        acknowledged.set(text, await postUntilAcknowledged(text, giveUpAt));
      }
    };
    const clients = Array.from({ length: 24 }, client);

    for (const round of [1, 2, 3]) {
      while (acknowledged.size < round * 600) await new Promise((resolve) => setTimeout(resolve, 5));
      const postmaster = postmasterOf(join(dataDir, 'postgres'));
      await service.kill();
      if (round > 1) process.kill(postmaster, 'SIGKILL');
      service = await startServiceProcess(dataDir);
    }
    await Promise.all(clients);

    await caughtUp();
    const { count, comments } = await wholeThread();
    expect(count).toBe(texts.length);
    expect(comments).toHaveLength(texts.length);
    expect(new Map(comments.map(({ id, body }) => [body, id]))).toEqual(acknowledged);
  });
});
