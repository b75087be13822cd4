/** A kind of problem: its HTTP status, and its texts for people. The key is the code. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** Advice for the caller in one or two sentences; shown in docs/problems.md. */
  readonly advice: string;
}

/** Every problem that the service answers with (RFC 9457). docs/problems.md is generated from this catalogue. */
export const problems = {
  'malformed-request': { status: 400, title: 'Malformed request', advice: 'Send well-formed JSON in UTF-8.' },
  unauthenticated: {
    status: 401,
    title: 'Sign-in required',
    advice: 'Send `Authorization: Bearer <token>` with a token that has not expired.',
  },
  forbidden: {
    status: 403,
    title: 'Not allowed',
    advice: 'The detail names the role that is required. A token can also be limited to other sites or queues.',
  },
  csrf: {
    status: 403,
    title: 'Missing CSRF token',
    advice: 'Send the `csrfToken` of GET /desk/session as `x-csrf-token`, from the desk’s own pages.',
  },
  'cross-site': {
    status: 403,
    title: 'Form sent from another site',
    advice: 'Send it from the page of the comments, or list the origin of your article pages in `ALLOWED_ORIGINS`.',
  },
  'not-the-author': { status: 403, title: 'Only the author may do this', advice: 'Use the author’s own token.' },
  'form-not-signed': {
    status: 403,
    title: 'Form not sent from this page',
    advice: 'Send the `form` field of the page that showed the form. Reload the page to get a new one.',
  },
  'author-banned': {
    status: 403,
    title: 'You are banned from commenting',
    advice:
      'The detail gives the reason. `until` is the end of the ban (null: until a moderator lifts it), `authorId` the author whose record has it.',
  },
  'author-suspended': {
    status: 403,
    title: 'You are suspended from commenting',
    advice:
      'The detail gives the reason, `until` the end of the suspension, `authorId` the author whose record has it.',
  },
  'author-erased': { status: 403, title: 'This account was erased', advice: 'Sign in again, or post as a guest.' },
  'guests-not-allowed': { status: 403, title: 'Only signed-in readers may comment', advice: 'Sign in.' },
  'not-found': {
    status: 404,
    title: 'Not found',
    advice: 'Check the address. The resource can also be hidden from you.',
  },
  'parent-not-found': { status: 404, title: 'Parent comment not found', advice: 'Reload the thread.' },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    advice: '/openapi.json lists the methods of each path.',
  },
  'signed-in-already': {
    status: 409,
    title: 'Already signed in as another person',
    advice:
      '`signedInAs` is signed in, `linkFor` is the person the link is for. Ask the user, then send the request again with `replace: true`.',
  },
  'article-closed': {
    status: 409,
    title: 'Comments are closed',
    advice: 'New comments are not accepted under this article.',
  },
  'parent-not-visible': {
    status: 409,
    title: 'Parent comment no longer visible',
    advice: 'Reload the thread. The reply was not stored.',
  },
  'edit-window-over': {
    status: 409,
    title: 'The editing period is over',
    advice: 'Delete the comment and post it again.',
  },
  'not-editable': { status: 409, title: 'This comment can’t be edited', advice: 'It was withdrawn or rejected.' },
  'comment-gone': {
    status: 409,
    title: 'This comment was deleted',
    advice: 'It was erased, or withdrawn before it waited for a moderator.',
  },
  'decided-meanwhile': {
    status: 409,
    title: 'Comment changed since you loaded it',
    advice: '`conflict` gives the other decision, its author and its time. Review the comment and decide again.',
  },
  'nothing-to-undo': {
    status: 409,
    title: 'Nothing to undo',
    advice: 'The comment’s history has no decision that can be undone.',
  },
  superseded: {
    status: 409,
    title: 'A newer change depends on this',
    advice: 'Make a new decision instead of undoing this one.',
  },
  'version-conflict': { status: 409, title: 'Too many changes at once', advice: 'Send the request again.' },
  'other-log': {
    status: 409,
    title: 'Position of another log',
    advice:
      'The service was reinstalled, or another service answers at this address. `log` is its log. Start again with `resumeAfter`.',
  },
  'position-void': {
    status: 410,
    title: 'Log restored from an older backup',
    advice: 'Discard what you have from events after `resumeAfter`, and continue from there with `log`.',
  },
  'precondition-failed': {
    status: 412,
    title: 'Changed since you read it',
    advice: 'Read it again, then send the new ETag.',
  },
  'request-timeout': {
    status: 408,
    title: 'Request timeout',
    advice: 'Send it again. The whole request must arrive within 30 seconds.',
  },
  'payload-too-large': {
    status: 413,
    title: 'Request too large',
    advice: 'A request body may have 64 kB, a policy 200 kB.',
  },
  'address-too-long': { status: 414, title: 'Address too long', advice: 'An id in the path may have 200 characters.' },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    advice:
      'Send `Content-Type: application/json`. Only the form of the embed page is `application/x-www-form-urlencoded`.',
  },
  'invalid-fields': { status: 422, title: 'Invalid fields', advice: '`errors` has one entry for each invalid field.' },
  'idempotency-key-reused': {
    status: 422,
    title: 'Idempotency-Key already used',
    advice: 'It was used for another request. Use a new key for a new request.',
  },
  'thread-too-deep': { status: 422, title: 'Thread too deep', advice: 'Reply to a comment further up.' },
  'text-too-long': { status: 422, title: 'Comment too long', advice: 'The detail names the limit.' },
  'text-too-short': { status: 422, title: 'Comment too short', advice: 'The detail names the limit.' },
  'lookalike-name': {
    status: 422,
    title: 'This name resembles another name',
    advice: 'Choose another name. The detail explains what kind of name it resembles.',
  },
  'banned-name': {
    status: 422,
    title: 'Name has words not allowed here',
    advice: 'Choose another name; nothing was stored.',
  },
  'banned-words': {
    status: 422,
    title: 'Words that are not allowed',
    advice: '`rules` marks them in the text ([start, end) in UTF-16 code units). Nothing was stored.',
  },
  nudge: {
    status: 422,
    title: 'Please reconsider your comment',
    advice:
      '`rules` lists what to reconsider. Send an improved text, or the same text with `nudged: true`: a moderator then reviews it first.',
  },
  'policy-contradicts-itself': {
    status: 422,
    title: 'This policy contradicts itself',
    advice: 'The detail names the two settings that exclude each other.',
  },
  'precondition-required': {
    status: 428,
    title: 'If-Match header required',
    advice: 'Send `If-Match` with the ETag that you read.',
  },
  'headers-too-large': {
    status: 431,
    title: 'Headers too large',
    advice: 'Headers may have 16 kB, cookies and tokens included.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    advice: 'Wait for the number of seconds in `Retry-After`.',
  },
  internal: { status: 500, title: 'Internal error', advice: 'Send the operator the request id.' },
  unavailable: {
    status: 503,
    title: 'Service unavailable',
    advice: 'Send the request again with the same Idempotency-Key.',
  },
  'outcome-unknown': {
    status: 503,
    title: 'Could not confirm the change',
    advice: 'Send the request again with the same Idempotency-Key. It is stored once.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;

const page = '/docs/problems';

/**
 * The `type` of a problem: the address of its explanation. It is relative, because the service can have any host name.
 */
export type ProblemType = `${typeof page}#${ProblemCode}`;
export const problemType = (code: ProblemCode): ProblemType => `${page}#${code}`;

/** The code in the `type` of any problem document; undefined: the document is not from this service. */
export function problemCodeIn(type: unknown): ProblemCode | undefined {
  const [, code] = typeof type === 'string' ? type.split('#') : [];
  return isCode(code) ? code : undefined;
}

/** Does not look the code up, so that the catalogue is not part of the browsers' bundle. */
const isCode = (code: string | undefined): code is ProblemCode => code !== undefined && code !== '';
