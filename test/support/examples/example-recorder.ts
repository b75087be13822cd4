import type { Recorded } from '#api/docs/recorded-examples';
import { type ProblemCode, problemCodeIn } from '#contracts/problems';
import { type ListedRoute, listedRoutes } from '#contracts/routes/listed';
import type { World } from '#test/support/world/world';
import { normaliser } from './normalised.ts';

export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
}

/** Calls operations of a world, and records the first successful request with its answer, and each kind of problem. */
export class ExampleRecorder {
  readonly recorded: Record<string, Recorded> = {};
  private readonly normal: (value: unknown) => unknown;

  constructor(private readonly world: World) {
    this.normal = normaliser(world.url);
  }

  /** The answer must have an `ETag` exactly if the route declares it. */
  async call(operationId: string, asked: Asked = {}) {
    const { route, path, sent } = requestOf(operationId, asked);
    const answer = await this.world.call(route.method, path, asked);
    if (answer.status >= 400) this.keepProblem(operationId, answer.body);
    else this.keep(operationId, sent, answer);
    if (answer.status < 300)
      expect([operationId, answer.headers.has('etag')]).toEqual([operationId, route.description.etag === true]);
    return answer;
  }

  /** A call that must be answered with this problem. */
  async problem(code: ProblemCode, operationId: string, asked: Asked = {}): Promise<void> {
    const { body } = await this.call(operationId, asked);
    expect([operationId, problemCodeIn(body.type)]).toEqual([operationId, code]);
  }

  /** Records the messages of a stream up to one of this event, which `cause` makes happen after the stream is open. */
  async stream(operationId: string, asked: Asked, event: string, cause: () => Promise<unknown>): Promise<void> {
    const { path, sent } = requestOf(operationId, asked);
    const stop = new AbortController();
    const headers = asked.token === undefined ? {} : { authorization: `Bearer ${asked.token}` };
    const response = await fetch(`${this.world.url}${path}`, { headers, signal: stop.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await cause();
    let text = '';
    while (
      !text
        .split('\n\n')
        .slice(0, -1)
        .some((message) => message.includes(`event: ${event}`))
    ) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done) throw new Error(`${operationId} ended before ${event}: ${text}`);
      text += chunk.value;
    }
    stop.abort();
    const message = text.split('\n\n').find((one) => one.includes(`event: ${event}`)) ?? '';
    const body = message.replace(/^data: (.*)$/m, (_line, data: string) => `data: ${this.normalJson(data)}`);
    this.keep(operationId, sent, { status: response.status, body: `${body}\n\n` });
  }

  private normalJson(data: string): string {
    return JSON.stringify(this.normal(JSON.parse(data)));
  }

  private keep(operationId: string, sent: object, { status, body }: { status: number; body: unknown }): void {
    const { answers, problems, ...first } = this.recorded[operationId] ?? none;
    if (status in answers) return;
    this.recorded[operationId] = {
      ...(Object.keys(answers).length === 0 ? (this.normal(sent) as Pick<Recorded, 'params' | 'query'>) : first),
      answers: { ...answers, [status]: body === '' ? null : this.normal(body) },
      problems,
    };
  }

  private keepProblem(operationId: string, body: { type?: unknown }): void {
    const code = problemCodeIn(body.type);
    const before = this.recorded[operationId] ?? none;
    if (code === undefined || code in before.problems) return;
    this.recorded[operationId] = { ...before, problems: { ...before.problems, [code]: this.normal(body) } };
  }
}

const none: Recorded = { params: {}, query: {}, answers: {}, problems: {} };

function requestOf(
  operationId: string,
  { params = {}, query = {}, body }: Asked,
): { route: ListedRoute; path: string; sent: object } {
  const route = listedRoutes.find(({ description }) => description.operationId === operationId);
  if (!route) throw new Error(`no operation ${operationId}`);
  const names: Record<string, string> = { site: 'default', ...params };
  const path = route.path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(names[name] ?? ''));
  const inPath = Object.fromEntries(Object.entries(names).filter(([name]) => route.path.includes(`:${name}`)));
  const sent = { params: inPath, query, ...(body !== undefined && { body }) };
  return { route, path: `${path}?${new URLSearchParams(query).toString()}`, sent };
}
