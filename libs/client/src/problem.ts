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
  const body: unknown = await response.json().catch(() => undefined);
  const document = isDocument(body) ? body : {};
  const [, code] = String(document.type).split('#');
  return {
    title,
    ...document,
    code: isCode(code) ? code : status === 401 ? 'unauthenticated' : 'internal',
    status,
    retryAfterSeconds: Number(headers.get('retry-after') ?? 1),
  };
}

/**
 * What its fields hold is not looked at: whoever stands before the service may answer, too, and then says little that
 * is read.
 */
const isDocument = (body: unknown): body is Partial<Problem> => typeof body === 'object' && body !== null;

/** Not looked up: only the service has the catalogue. */
const isCode = (code: string | undefined): code is ProblemCode => Boolean(code);
