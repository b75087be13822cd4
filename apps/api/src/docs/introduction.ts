import { csrfHeader } from '#contracts/desk-session';
import { linked } from './problem-responses.ts';

/** The beginning of the API page, as Markdown: rules for all operations. */
export const introduction = `
Colloquy stores comments under articles and helps moderators to review them. This page describes its HTTP API.

**Base URL.** All paths are relative to the address of the service, \`http://127.0.0.1:3000\` unless you set \`PORT\`. Most begin with
\`/v1/sites/{site}\`. The site \`default\` always exists. Send and expect JSON in UTF-8.

### Get a token

Reading and posting as a guest need no token. For everything else, send \`Authorization: Bearer <token>\`. Print a token for trying things out:

\`\`\`
npm run -s colloquy -- token --name Ada --role analyst
\`\`\`

Press *Authorize* and paste it to call operations from this page. In production your site signs the tokens (JWT, HS256 or your identity provider’s keys).

| role | for |
|---|---|
| none | a signed-in reader: comments, likes and reports under a name of their own |
| \`moderator\` | reviews comments; the claim \`queues\` limits the token to some queues |
| \`admin\` | a moderator who also changes the policy, sites and personal data |
| \`analyst\` | reads the event log |
| \`service\` | your own server: sites, articles and the event log |

The claim \`sites\` limits a token to some sites. A guest gets an \`authorToken\` with the answer to their comment; with it they can edit and delete that comment.
Pages of the desk use a cookie instead of a token, and send \`${csrfHeader}\` with each change.

### Send a change once

Operations that store something accept the header \`Idempotency-Key\`, any 1 to 200 visible ASCII characters; a UUID is a good choice. If the answer
is lost, send the same request with the same key: it is stored once, and you get the first answer again with \`Idempotent-Replayed: true\`. The
same key with another request is refused (${linked('idempotency-key-reused')}).

### Read your own change

Each stored change is answered with the header \`X-Position\`, its place in the event log. Reads can lag by a moment. To read what you
wrote, send the position as \`after\`: the read waits for it, up to 2 seconds. If that was not enough, the answer has \`X-Stale: true\`.

### Read page by page

Lists take \`limit\` and \`cursor\`. Send the \`nextCursor\` of a page to get the next one; \`null\` is the end. A page can have fewer entries
than \`limit\` before the end, because pages are also limited in bytes. Cursors are opaque: do not build or change them.

### Cache and change safely

Reads for article pages have an \`ETag\`: send it as \`If-None-Match\` and get \`304\` while nothing changed. To change the policy, send the ETag that you read
as \`If-Match\`. Otherwise the change is refused (${linked('precondition-failed')}, ${linked('precondition-required')}). Decisions take \`expectedVersion\` for the same purpose.

### Limits

Calls of readers and guests are limited by author, address and site; each operation lists its limits. Beyond them the answer is \`429\`
(${linked('too-many-requests')}) with \`Retry-After\` in seconds. Moderators, admins and services are not limited at their work. A request body can have 64 kB, a policy 200 kB.

### Errors

Errors are problem documents (RFC 9457) with the content type \`application/problem+json\`. Decide by \`type\`, whose part after \`#\` is the code; \`title\` and
\`detail\` are for people. Each operation lists its codes by status, and [the list of all problems](/docs/problems) explains what to do. For
${linked('invalid-fields')}, \`errors\` has one entry for each wrong field. Any operation can also fail with ${linked('internal')} (500),
${linked('request-timeout')} (408) and ${linked('headers-too-large')} (431).

### Versions

The path holds the version of the API, \`/v1\`. Answers can get new fields, and lists of words new members: ignore what you do not know. The
version at the top is that of the service. Until 1.0 incompatible changes are possible; the changelog lists them.
`.trim();
