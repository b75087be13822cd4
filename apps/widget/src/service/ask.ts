import type { Problem } from '../conversation/state';

export type Answer<T> =
  { readonly value: T; readonly problem?: undefined } | { readonly value?: undefined; readonly problem: Problem };

export interface Question {
  /** GET when absent */
  readonly method?: string;
  readonly body?: object;
  /** The Idempotency-Key: sent again with it, the command is done once. */
  readonly key?: string;
  readonly token?: string | null;
}

const timeoutMs = 20_000;

/** Asks the service over HTTP. Never throws: a network that is away is a problem like any other. */
export async function ask<T>(url: string, { method = 'GET', body, key, token }: Question = {}): Promise<Answer<T>> {
  try {
    const response = await fetch(url, {
      method,
      credentials: 'omit',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as unknown;
    return response.ok ? { value: answer as T } : { problem: problemOf(response, answer as ProblemDocument) };
  } catch {
    return { problem: { code: 'offline' } };
  }
}

interface ProblemDocument {
  readonly type?: string;
  readonly detail?: string;
  readonly until?: string;
  readonly rules?: Problem['rules'];
  readonly errors?: readonly { readonly pointer: string }[];
}

const problemOf = (response: Response, { type, detail, until, rules, errors }: ProblemDocument): Problem => ({
  // A service that is away answers as little as a network that is.
  code: response.status === 503 ? 'offline' : ((type?.split('#')[1] ?? 'internal') as Problem['code']),
  detail,
  until,
  rules,
  retryAfterSeconds: Number(response.headers.get('retry-after') ?? 1),
  fields: errors?.map(({ pointer }) => pointer.split('/').at(-1) ?? ''),
});
