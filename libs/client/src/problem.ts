import type { DeskSignInOffer } from '#contracts/desk-session';
import type { ProblemCode } from '#contracts/problems';

/** Why a call failed: the problem document (RFC 9457), and values from the response around it. */
export interface Problem extends Partial<DeskSignInOffer> {
  /** The last part of `type`. `offline`: there was no response, so it is unknown whether the call was executed. */
  readonly code: ProblemCode | 'offline';
  /** HTTP status; 0 without a response. */
  readonly status: number;
  /** Absent if a proxy responded, or if there was no response. */
  readonly type?: string;
  readonly title: string;
  readonly detail?: string;
  readonly retryAfterSeconds: number;
  /** The invalid fields, by JSON pointer. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  /** When a suspension ends. */
  readonly until?: string;
  /** The rules that stopped a text, and where: [start, end) in UTF-16 code units. */
  readonly rules?: readonly { readonly rule: string; readonly ranges?: readonly (readonly number[])[] }[];
}

export const offline: Problem = { code: 'offline', status: 0, title: '', retryAfterSeconds: 1 };

/** Reads the problem document of a response, or derives a problem from a response without one. */
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

/** Field types are not checked: a proxy may send other documents, but little of them is read. */
const isDocument = (body: unknown): body is Partial<Problem> => typeof body === 'object' && body !== null;

/** Not checked against the catalogue, which only the service has. */
const isCode = (code: string | undefined): code is ProblemCode => Boolean(code);
