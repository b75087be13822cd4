import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { startServiceProcess } from '#test/support/processes/service-process';

let dataDir: string;
beforeAll(() => {
  dataDir = temporaryDirectory();
});
afterAll(() => removeDirectory(dataDir));

const article = '/v1/sites/default/articles/closing-time';

describe('a service that is terminated under load', () => {
  it('finishes requests, exits 0 within ten seconds, and has everything it acknowledged', async () => {
    const service = await startServiceProcess(dataDir);
    const acknowledged = new Set<string>();
    let ending = false;
    const client = async (): Promise<void> => {
      while (!ending) {
        const response = await fetch(`${service.url}${article}/comments`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ body: 'last orders', author: { name: 'Regular' } }),
        }).catch(() => undefined);
        if (response?.status !== 201) continue;
        const answer = (await response.json().catch(() => undefined)) as { comment: { id: string } } | undefined;
        if (answer) acknowledged.add(answer.comment.id);
      }
    };
    const clients = Array.from({ length: 16 }, client);
    while (acknowledged.size < 200) await new Promise((resolve) => setTimeout(resolve, 5));
    const begin = performance.now();
    expect(await service.terminate()).toBe(0);
    expect(performance.now() - begin).toBeLessThan(10_000); // promised by the contract, not a benchmark
    ending = true;
    await Promise.all(clients);

    const again = await startServiceProcess(dataDir);
    const stored = new Set<string>();
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const response = await fetch(`${again.url}${article}/comments?limit=100${query}`);
      const page = (await response.json()) as { comments: { id: string }[]; nextCursor: string | null };
      for (const { id } of page.comments) stored.add(id);
      cursor = page.nextCursor;
    }
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
    expect(await again.terminate()).toBe(0);
  });
});
