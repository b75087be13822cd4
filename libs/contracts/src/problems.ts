/** One kind of answer that is not a success: the last part of the problem's `type`, its HTTP status and its title. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What the caller can do about it; one sentence, shown in docs/problems.md. */
  readonly advice: string;
}

/** Every problem the service answers with (RFC 9457). docs/problems.md is held against this catalogue by a test. */
export const problems = {
  'malformed-request': {
    status: 400,
    title: 'The request could not be read',
    advice: 'Send well-formed JSON in UTF-8.',
  },
  unauthenticated: {
    status: 401,
    title: 'A valid token is needed',
    advice: 'Send `Authorization: Bearer <token>` with a token that has not expired.',
  },
  forbidden: { status: 403, title: 'This is not allowed', advice: "The token's roles or site do not reach this." },
  csrf: {
    status: 403,
    title: 'The request does not prove that the desk sent it',
    advice: 'Send the `csrfToken` of GET /desk/session as `x-csrf-token`, from the desk’s own pages.',
  },
  'cross-site': {
    status: 403,
    title: 'The form was sent by another site',
    advice: 'Send it from the page of the comments, or list the origin of your article pages in `ALLOWED_ORIGINS`.',
  },
  'not-the-author': { status: 403, title: 'Only its author may do this', advice: "Use the author's own token." },
  'form-not-signed': {
    status: 403,
    title: 'The form was not sent from this page',
    advice: 'Send the `form` field of the page that showed the form; open the page again to get a new one.',
  },
  'author-banned': {
    status: 403,
    title: 'You may not comment here',
    advice:
      'The detail says why. `until` says when it ends (null: when a moderator lifts it), `authorId` whose record has it.',
  },
  'author-suspended': {
    status: 403,
    title: 'You may not comment for now',
    advice: 'The detail says why, `until` says when it ends, `authorId` whose record has it.',
  },
  'author-erased': { status: 403, title: 'This account was erased', advice: 'Sign in anew, or post as a guest.' },
  'guests-not-allowed': { status: 403, title: 'Only signed-in readers may comment here', advice: 'Sign in.' },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    advice: 'Check the address; it may also be hidden from you.',
  },
  'parent-not-found': {
    status: 404,
    title: 'The comment you reply to does not exist here',
    advice: 'Reload the thread.',
  },
  'method-not-allowed': { status: 405, title: 'This method is not offered here', advice: 'See /openapi.json.' },
  'signed-in-already': {
    status: 409,
    title: 'Somebody else is signed in here',
    advice:
      '`signedInAs` is signed in; `linkFor` is who the link is for. Ask, then send the same with `replace: true`.',
  },
  'article-closed': {
    status: 409,
    title: 'Comments are closed',
    advice: 'Nothing can be posted under this article now.',
  },
  'parent-not-visible': {
    status: 409,
    title: 'The comment you reply to is no longer visible',
    advice: 'Reload the thread; your text was not stored.',
  },
  'edit-window-over': {
    status: 409,
    title: 'The time for editing is over',
    advice: 'Withdraw the comment and post anew.',
  },
  'not-editable': {
    status: 409,
    title: 'This comment can no longer be edited',
    advice: 'It was withdrawn or rejected.',
  },
  'comment-gone': { status: 409, title: 'This comment is gone', advice: 'It was withdrawn or erased.' },
  'decided-meanwhile': {
    status: 409,
    title: 'Something happened to this comment first',
    advice: '`conflict` says who did what and when; look again and decide again.',
  },
  'nothing-to-undo': { status: 409, title: 'There is no decision to take back', advice: 'Look at the history.' },
  superseded: {
    status: 409,
    title: 'A later event stands on that decision',
    advice: 'Decide anew instead of undoing.',
  },
  'version-conflict': { status: 409, title: 'Too many changes at once', advice: 'Send the request again.' },
  'other-log': {
    status: 409,
    title: 'This position is of another log',
    advice:
      'The service was set up anew, or another one answers here: `log` is its log. Begin anew with `resumeAfter`.',
  },
  'position-void': {
    status: 410,
    title: 'The log has lost what it had up to this position',
    advice:
      'A backup was restored. Take back what you have from events behind `resumeAfter`, and go on from there with `log`.',
  },
  'precondition-failed': {
    status: 412,
    title: 'It changed since you read it',
    advice: 'Read it again, then send its new ETag.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    advice: 'Send it again, all of it within 30 seconds.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The request is too large',
    advice: 'A request body is 64 kB at most, a policy 200 kB.',
  },
  'address-too-long': {
    status: 414,
    title: 'The address is too long',
    advice: 'An id in it is 200 characters at most.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'This content type is not understood',
    advice: 'Send `Content-Type: application/json`; only the embed page’s form is `application/x-www-form-urlencoded`.',
  },
  'invalid-fields': { status: 422, title: 'Some fields are not valid', advice: '`errors` points at each of them.' },
  'idempotency-key-reused': {
    status: 422,
    title: 'This Idempotency-Key was used for another request',
    advice: 'Use a new key for a new request.',
  },
  'thread-too-deep': { status: 422, title: 'This thread is too deep', advice: 'Reply to a comment further up.' },
  'text-too-long': { status: 422, title: 'The comment is too long', advice: 'The detail names the limit.' },
  'text-too-short': { status: 422, title: 'The comment is too short', advice: 'The detail names the limit.' },
  'lookalike-name': {
    status: 422,
    title: 'This name looks like another one',
    advice: 'Choose another name. The detail says whose it looks like.',
  },
  'banned-name': {
    status: 422,
    title: 'This name has words that are not allowed here',
    advice: 'Choose another name; nothing was stored.',
  },
  'banned-words': {
    status: 422,
    title: 'The comment has words that are not allowed here',
    advice: '`rules` marks them in the text ([start, end) in UTF-16 code units); nothing was stored.',
  },
  nudge: {
    status: 422,
    title: 'Please read your comment again before you send it',
    advice:
      '`rules` says what to reconsider. Send a better text; or the same again with `nudged: true`: a moderator then looks first.',
  },
  'policy-contradicts-itself': {
    status: 422,
    title: 'This policy cannot work',
    advice: 'The detail says what contradicts what.',
  },
  'precondition-required': {
    status: 428,
    title: 'Say which version you change',
    advice: 'Send `If-Match` with the ETag you read.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    advice: 'Headers are 16 kB at most, cookies and tokens included.',
  },
  'too-many-requests': { status: 429, title: 'Too many requests', advice: 'Wait as long as `Retry-After` says.' },
  internal: { status: 500, title: 'Something went wrong on our side', advice: 'Tell the operator the request id.' },
  unavailable: {
    status: 503,
    title: 'The service cannot answer now',
    advice: 'Send it again, with the same Idempotency-Key.',
  },
  'outcome-unknown': {
    status: 503,
    title: 'It is not known whether this was stored',
    advice: 'Send it again with the same Idempotency-Key: it is stored once.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;

const page = '/docs/problems';

/**
 * The `type` of a problem: where this service says what it means. A relative reference: it is served under whatever
 * name.
 */
export type ProblemType = `${typeof page}#${ProblemCode}`;
export const problemType = (code: ProblemCode): ProblemType => `${page}#${code}`;

/** The code in the `type` of a problem document, which may come from anywhere; undefined where there is none. */
export function problemCodeIn(type: unknown): ProblemCode | undefined {
  const [, code] = typeof type === 'string' ? type.split('#') : [];
  return isCode(code) ? code : undefined;
}

/** Not looked up: browsers do without the catalogue. */
const isCode = (code: string | undefined): code is ProblemCode => code !== undefined && code !== '';
