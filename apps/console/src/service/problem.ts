import type { ProblemCode } from '#contracts/problems';

/** Why something was not done. `offline`: no answer came, so it is not known whether it was done. */
export interface Problem {
  readonly code: ProblemCode | 'offline' | 'csrf';
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly retryAfterSeconds: number;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

export const offline: Problem = {
  ...{ code: 'offline', status: 0, title: '', detail: '' },
  ...{ retryAfterSeconds: 1, errors: [] },
};

/** A problem document (RFC 9457), or what can be said of an answer that is none. */
export async function problemOf(response: Response): Promise<Problem> {
  const { type, title, detail, errors } = (await response.json().catch(() => ({}))) as Partial<
    Problem & { type: string }
  >;
  const code = (type?.split('#')[1] ?? (response.status === 401 ? 'unauthenticated' : 'internal')) as Problem['code'];
  return {
    ...{
      code,
      status: response.status,
      title: title ?? response.statusText,
      detail: detail ?? '',
      errors: errors ?? [],
    },
    retryAfterSeconds: Number(response.headers.get('retry-after') ?? 1),
  };
}

/** Sending the same again may help. */
export const isPassing = ({ status }: Problem): boolean => status === 0 || status === 429 || status >= 500;
