import type { World } from '#test/support/world/world';

const site = '/v1/sites/default';

export interface Traces {
  /** A member and moderator who posts, reports, decides and writes notes. All their texts contain the canary. */
  readonly person: Person;
  /** A guest who does the same as far as guests can. */
  readonly guest: Person;
  readonly guestPost: { body: object; headers: Record<string, string> };
  readonly admin: string;
  /** HTTP statuses of the requests of `leaveTraces`, in order. */
  readonly statuses: readonly number[];
}

interface Person {
  readonly token: string;
  readonly id: string;
  readonly commentId: string;
}

/** The expected statuses of the requests of `leaveTraces`: the last three requests are invalid on purpose. */
export const takenAndRefused = [201, 201, 201, 200, 202, 202, 202, 200, 200, 200, 200, 200, 202, 200, 400, 422, 404];

/**
 * Enters a word in every field that takes personal data: names, e-mail addresses, texts, notes and messages, written by
 * a person and about a person.
 */
export async function leaveTraces(world: World, canary: string): Promise<Traces> {
  const email = `${canary}@news.example`;
  const admin = await world.token({ sub: 'boss', name: 'The Boss', roles: ['admin'] });
  const token = await world.token({
    sub: email,
    name: canary,
    email,
    roles: ['moderator'],
    picture: `https://news.example/${canary}.png`,
  });
  const posted = await world.call('POST', `${site}/articles/a/comments`, {
    token,
    body: { body: `I am ${canary}, [really](https://x.example/${canary})` },
    headers: { 'idempotency-key': 'the-person-s-first-post' },
  });
  const guestPost = {
    // Another name than the moderator's: a guest with a moderator's name would be held.
    body: { body: `As a guest: ${canary}`, author: { name: `Guest ${canary}`, email } },
    headers: { 'idempotency-key': 'the-guest-s-first-post' },
  };
  const asGuest = await world.call('POST', `${site}/articles/a/comments`, guestPost);
  const other = await world.call('POST', `${site}/articles/a/comments`, { token: admin, body: { body: 'mine' } });
  const otherId = other.body.comment.id as string;
  const person = personOf(token, posted.body);
  const { commentId } = person;
  const reject = (id: string) => ({
    decisions: [{ commentId: id, decision: 'reject', reason: 'spam', note: canary, message: `Dear ${canary}` }],
  });
  const claim = async () => {
    await world.settled();
    return world.call('POST', `${site}/moderation/claims`, { token, body: { queue: 'reported' } });
  };
  const answers = [
    ...[posted, asGuest, other],
    await world.call('PATCH', `${site}/comments/${commentId}`, { token, body: { body: `Still ${canary}` } }),
    // Texts that the person writes about others, and texts that others write about the person.
    await world.call('POST', `${site}/comments/${otherId}/flags`, { token, body: { reason: 'spam', note: canary } }),
    await world.call('POST', `${site}/comments/${commentId}/flags`, {
      token: admin,
      body: { reason: 'spam', note: `the text contains ${canary}` },
    }),
    await world.call('POST', `${site}/comments/${asGuest.body.comment.id}/flags`, {
      body: { reason: 'other', note: `a report without a name about ${canary}` },
    }),
    await world.call('POST', `${site}/moderation/decisions`, { token, body: reject(otherId) }),
    await world.call('POST', `${site}/moderation/decisions`, { token: admin, body: reject(commentId) }),
    await world.call('POST', `${site}/authors/${person.id}/restrictions`, {
      token: admin,
      body: { kind: 'premoderated', reason: `for ${canary}` },
    }),
    await world.call('POST', `${site}/moderation/items/${otherId}/notes`, { token, body: { note: canary } }),
    await world.call('POST', `${site}/moderation/items/${commentId}/notes`, { token: admin, body: { note: canary } }),
    // A claim shows the name of the moderator who works on a comment.
    await world.call('POST', `${site}/comments/${asGuest.body.comment.id}/flags`, {
      token: admin,
      body: { reason: 'spam' },
    }),
    await claim(),
    // Failed requests are logged, but without their content.
    await world.call('POST', `${site}/articles/a/comments`, { token, body: `{"body": "${canary}` }),
    await world.call('POST', `${site}/articles/a/comments`, {
      body: { body: canary, author: { name: `${canary}\n.` } },
    }),
    await world.call('GET', `/v1/${canary}`, { token, headers: { 'idempotency-key': canary } }),
  ];
  const guest = personOf(asGuest.body.authorToken, asGuest.body);
  return { person, guest, guestPost, admin, statuses: answers.map(({ status }) => status) };
}

const personOf = (token: string, { comment }: { comment: { id: string; author: { id: string } } }): Person => ({
  token,
  id: comment.author.id,
  commentId: comment.id,
});
