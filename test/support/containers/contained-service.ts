import { freePort } from '#test/support/network/proxies';
import { TcpProxy } from '#test/support/network/tcp-proxy';
import { until } from '#test/support/time/until';
import type { Container } from './container.ts';

/** A running service, reached at a port that its containers know only from PUBLIC_URL. */
export interface ContainedService {
  readonly url: string;
  readonly containers: ReadonlyMap<string, Container>;
  /** Stops all containers with SIGTERM, and resolves with the exit code of each role. */
  stop(): Promise<Record<string, number | null>>;
  /** Posts a comment, and resolves with the position of its event. */
  post(text: string): Promise<string>;
  /** The texts in the thread once it has reached a position. */
  thread(after: string): Promise<string[]>;
}

const comments = '/v1/sites/default/articles/a/comments';

/** Starts these roles, the first of which serves HTTP. Rejects when one of them ends before the service is ready. */
export async function serveFromContainers(
  roles: readonly string[],
  start: (role: string, settings: Readonly<Record<string, string>>) => Container,
): Promise<ContainedService> {
  const port = await freePort();
  const proxy = await TcpProxy.start({ host: '127.0.0.1', port });
  const url = `http://127.0.0.1:${proxy.port}`;
  const settings = { PORT: String(port), PUBLIC_URL: url };
  const containers = new Map(roles.map((role) => [role, start(role, settings)]));
  await whileAllRun(containers, () => isReady(url));
  return {
    ...{ url, containers, post: (text) => post(url, text), thread: (after) => thread(url, after) },
    stop: async () => {
      const codes = [...containers].map(async ([role, one]) => [role, await one.terminate()] as const);
      const stopped = Object.fromEntries(await Promise.all(codes));
      await proxy.close();
      return stopped;
    },
  };
}

async function whileAllRun(containers: ReadonlyMap<string, Container>, isDone: () => Promise<boolean>): Promise<void> {
  let failure: string | undefined;
  for (const [role, container] of containers)
    void container.ended.then((code) => (failure ??= `${role} ended with ${code}: ${container.stderr()}`));
  await until('the service is ready', () => {
    if (failure !== undefined) throw new Error(failure);
    return isDone();
  });
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false, // nothing listens yet
  );

async function post(url: string, text: string): Promise<string> {
  const response = await fetch(`${url}${comments}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ body: text, author: { name: 'Ann' } }),
  });
  if (response.status !== 201) throw new Error(`posting was answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { position: string }).position;
}

async function thread(url: string, after: string): Promise<string[]> {
  const response = await fetch(`${url}${comments}?after=${after}`);
  const shown = (await response.json()) as { comments: { body: string }[] };
  return shown.comments.map(({ body }) => body);
}
