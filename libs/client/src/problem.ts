import type { DeskSignInOffer } from '#contracts/desk-session';
import type { ProblemCode } from '#contracts/problems';

/** Why something was not done: the problem document (RFC 9457), and what the answer around it says. */
export interface Problem extends Partial<DeskSignInOffer> {
  /** The last part of `type`. `offline`: no answer came, so it is not known whether it was done. */
  readonly code: ProblemCode | 'offline';
  /** 0 where no answer came. */
  readonly status: number;
  /** Absent where what stands before the service answered, or nobody. */
  readonly type?: string;
  readonly title: string;
  readonly detail?: string;
  readonly retryAfterSeconds: number;
  /** Which fields are at fault, by JSON pointer. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  /** When a suspension ends. */
  readonly until?: string;
  /** The rules that stopped a text, and where: [start, end) in UTF-16 code units. */
  readonly rules?: readonly { readonly rule: string; readonly ranges?: readonly (readonly number[])[] }[];
}

export const offline: Problem = { code: 'offline', status: 0, title: '', retryAfterSeconds: 1 };

/** A problem document, or what can be said of an answer that is none. */
export async function problemOf(response: Response): Promise<Problem> {
  const { status, statusText: title, headers } = response;
  const document = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return {
    title,
    ...document,
    code: (document.type?.split('#')[1] ?? (status === 401 ? 'unauthenticated' : 'internal')) as Problem['code'],
    status,
    retryAfterSeconds: Number(headers.get('retry-after') ?? 1),
  };
}
