import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';

let world: World;
let admin: string;
beforeAll(async () => {
  world = await createWorld({ SITES: 'elsewhere' });
  admin = await world.token({ sub: 'boss', name: 'The Boss', roles: ['admin'] });
});
afterAll(() => world.stop());

const site = '/v1/sites/default';

async function sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

/** A member with one comment. */
async function member(sub: string, body = `by ${sub}`) {
  const token = await world.token({ sub, name: `Name of ${sub}` });
  const posted = await world.call('POST', `${site}/articles/${sub}/comments`, { token, body: { body } });
  expect(posted.status).toBe(201);
  return { token, id: posted.body.comment.author.id as string, commentId: posted.body.comment.id as string };
}

async function guest(name: string, article = name) {
  const posted = await world.call('POST', `${site}/articles/${article}/comments`, {
    body: { body: `by ${name}`, author: { name, email: `${name}@news.example` } },
  });
  expect(posted.status).toBe(201);
  return {
    token: posted.body.authorToken as string,
    id: posted.body.comment.author.id as string,
    commentId: posted.body.comment.id as string,
  };
}

const erase = (id: string, token?: string) => world.call('DELETE', `${site}/authors/${id}`, { token });

describe('erasing an author', () => {
  it('answers with a report of the found data, none of which is still readable', async () => {
    const { token, id, commentId } = await member('ann');
    const other = await member('other-of-ann');
    await world.call('POST', `${site}/comments/${other.commentId}/flags`, {
      token,
      body: { reason: 'spam', note: 'a note of mine' },
    });
    await world.call('PUT', `${site}/comments/${other.commentId}/like`, { token });

    const { status, body } = await erase(id, token);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      authorId: id,
      site: 'default',
      requestedBy: 'author',
      comments: 1,
      stillReadable: 0,
      // posted, flagged, liked and erased; the first two with personal data
      events: { touched: 4, withPersonalData: 2, stillReadable: 0 },
      rows: { comments: 1, flagNotes: 1, stillReadable: 0 },
    });
    expect(body.topics.map(({ topic }: { topic: string }) => topic).toSorted()).toEqual(['authors', 'comments']);
    expect((await world.call('GET', `${site}/comments/${commentId}`, { token: admin })).body.comment).toMatchObject({
      status: 'erased',
      body: null,
      html: null,
    });
    expect((await world.call('GET', `${site}/articles/ann`)).body.commentCount).toBe(0);
    expect((await world.call('GET', `${site}/authors/${id}`, { token: admin })).body).toMatchObject({
      erased: true,
      name: null,
      restrictions: [],
    });
  });

  it('counts the words of others about their comments, none of which can be decrypted', async () => {
    const { token, id, commentId } = await member('otto');
    const { token: reader } = await member('other-of-otto');
    const [flag, note] = [{ reason: 'spam', note: 'see' }, { note: 'seen' }];
    await world.call('POST', `${site}/comments/${commentId}/flags`, { token: reader, body: flag });
    await world.call('POST', `${site}/comments/${commentId}/flags`, { body: { reason: 'spam', note: 'I, too' } });
    await world.call('POST', `${site}/comments/${commentId}/flags`, { token: admin, body: { reason: 'spam' } });
    await world.call('POST', `${site}/moderation/items/${commentId}/notes`, { token: admin, body: note });
    const decisions = [{ commentId, decision: 'reject', reason: 'spam', message: 'Dear Otto' }];
    await world.call('POST', `${site}/moderation/decisions`, { token: admin, body: { decisions } });
    const stream = () => world.service.eventLog.readStream(commentId);
    const copies = await stream();
    const othersIn = async () =>
      (await world.service.eventLog.open(copies)).filter(({ subjectId }) => subjectId !== id);
    expect((await othersIn()).filter(({ personal }) => personal !== null)).toHaveLength(4);

    expect((await erase(id, token)).body.othersWords).toEqual({ events: 4, readableInCopies: 0 });

    expect((await othersIn()).filter(({ personal }) => personal !== null)).toEqual([]);
    expect((await stream()).filter(({ sealed }) => sealed !== null)).toEqual([]);
  });

  it('reports older words of others, sealed without the author’s key, as readable in copies', async () => {
    const { token, id, commentId } = await member('olga');
    const { id: writer } = await member('other-of-olga');
    const { eventLog } = world.service;
    const [posted] = await eventLog.readStream(commentId);
    await eventLog.append({
      streamId: commentId,
      expectedVersion: 1,
      events: [
        {
          eventId: randomUUID(),
          type: 'CommentNoted',
          schemaVersion: 1,
          siteId: 'default',
          meta: {},
          partitionKey: String(posted?.partitionKey),
          subjectId: writer,
          data: { commentId, articleId: 'olga', moderatorId: writer, revision: 1 },
          personal: { moderatorName: 'Mo', note: 'of old' },
        },
      ],
    });
    const report = (await erase(id, token)).body;
    expect(report).toMatchObject({ stillReadable: 0, othersWords: { events: 1, readableInCopies: 1 } });
    expect((await eventLog.open(await eventLog.readStream(commentId))).map(({ personal }) => personal)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('answers commands on a comment whose author’s key is gone with `comment-gone`', async () => {
    const { id, commentId } = await member('uwe');
    const { token } = await member('other-of-uwe');
    await world.service.eventLog.eraseSubject(id, 'default'); // the erasure has begun
    const flag = { token, body: { reason: 'spam', note: 'see' } };
    const flagged = await world.call('POST', `${site}/comments/${commentId}/flags`, flag);
    expect([flagged.status, flagged.body.type]).toEqual([409, expect.stringContaining('comment-gone')]);
    const body = { decisions: [{ commentId, decision: 'approve' }] };
    const decided = await world.call('POST', `${site}/moderation/decisions`, { token: admin, body });
    expect(decided.body.results).toMatchObject([{ outcome: 'conflict' }]);
  });

  it('removes the unreadable bytes after the answer, and is then complete', async () => {
    const { token, id } = await member('bert');
    await erase(id, token);
    const report = await completed(id);
    expect(report).toMatchObject({ events: { sealedRemoved: 1 }, stillReadable: 0 });
    expect(await sql('select from events where subject_id = $1 and sealed is not null', [id])).toEqual([]);
  });

  it('becomes complete by itself once lagging read models have caught up', async () => {
    const { token, id } = await member('bea');
    const holding = new Client({ connectionString: world.databaseUrl });
    await holding.connect();
    await holding.query('begin; lock table projection_checkpoints in share row exclusive mode');
    const { body } = await erase(id, token);
    expect(body.completedAt).toBeNull();
    expect(body.stillReadable).toBeGreaterThan(0);
    const verified = `select from erasures where subject_id = $1 and completed_at is null and report -> 'events' ->> 'sealedRemoved' = '1'`;
    await until('the erasure is verified again', async () => (await sql(verified, [id])).length === 1);
    await holding.end();
    expect(await completed(id)).toMatchObject({ events: { sealedRemoved: 1 }, stillReadable: 0 });
  });

  it('is possible for a guest with the token of their comment', async () => {
    const { token, id, commentId } = await guest('gus');
    expect((await erase(id, token)).body).toMatchObject({ requestedBy: 'author', stillReadable: 0 });
    const edit = { token, body: { body: 'still here' } };
    expect((await world.call('PATCH', `${site}/comments/${commentId}`, edit)).body.type).toContain('author-erased');
  });

  it('refuses every later command under the old id', async () => {
    const { token, id } = await guest('gia');
    const { commentId } = await member('other-of-gia');
    await erase(id, admin);
    const post = { token, body: { body: 'again', author: { name: 'gia' } } };
    const flag = { token, body: { reason: 'spam' } };
    for (const answer of [
      await world.call('POST', `${site}/articles/gia/comments`, post),
      await world.call('POST', `${site}/comments/${commentId}/flags`, flag),
    ]) {
      expect(answer.status).toBe(403);
      expect(answer.body.type).toContain('author-erased');
    }
  });

  it('removes the link to the site’s user, who gets a new id when signing in again', async () => {
    const { token, id } = await member('carl');
    await erase(id, admin);
    const again = await world.call('POST', `${site}/articles/carl/comments`, { token, body: { body: 'new me' } });
    expect(again.status).toBe(201);
    expect(again.body.comment.author.id).not.toBe(id);
  });

  it('is refused to other authors, to guests with another token, to moderators, and across sites', async () => {
    const { id } = await member('dora');
    const other = await member('eve');
    const strangeGuest = await guest('mallory');
    const moderator = await world.token({ sub: 'mod', roles: ['moderator'] });
    const adminElsewhere = await world.token({ sub: 'boss2', roles: ['admin'], site: 'elsewhere' });
    for (const token of [other.token, strangeGuest.token, moderator, adminElsewhere]) {
      expect((await erase(id, token)).status).toBe(403);
      expect((await world.call('GET', `${site}/authors/${id}/export`, { token })).status).toBe(403);
    }
    expect((await erase(id)).status).toBe(401);
    expect((await world.call('DELETE', `/v1/sites/elsewhere/authors/${id}`, { token: admin })).status).toBe(404);
    expect(await sql('select from erasures where subject_id = $1', [id])).toEqual([]);
  });

  it('answers a second request with the first report', async () => {
    const { id } = await member('fred');
    await erase(id, admin);
    const first = await completed(id);
    const second = await erase(id, admin);
    expect(second.body).toEqual(first);
    expect(await sql(`select from events where type = 'AuthorErased' and stream_id = $1`, [id])).toHaveLength(1);
  });

  it('continues after an interruption with a second request', async () => {
    const { id, commentId } = await member('gert');
    // The state after a process was killed right after it wrote the ledger and dropped the key.
    await sql(`insert into erasures (subject_id, site_id, requested_by) values ($1, 'default', 'author')`, [id]);
    await world.service.eventLog.eraseSubject(id, 'default');
    expect((await erase(id, admin)).body).toMatchObject({ requestedBy: 'author', comments: 1, stillReadable: 0 });
    expect((await world.call('GET', `${site}/comments/${commentId}`, { token: admin })).body.comment.status).toBe(
      'erased',
    );
  });

  it('erases all of many comments', async () => {
    const { token, id } = await guest('many');
    const posts = Array.from({ length: 150 }, (_, n) =>
      world.call('POST', `${site}/articles/many/comments`, {
        token,
        body: { body: `number ${n}`, author: { name: 'many' } },
      }),
    );
    expect((await Promise.all(posts)).every(({ status }) => status === 201)).toBe(true);
    expect((await erase(id, token)).body).toMatchObject({ comments: 151, stillReadable: 0 });
    expect((await world.call('GET', `${site}/articles/many`)).body.commentCount).toBe(0);
  });
});

/** Waits for the erasure to complete, and returns its report. */
async function completed(id: string): Promise<Record<string, unknown>> {
  const find = () => sql('select report from erasures where subject_id = $1 and completed_at is not null', [id]);
  await until('the erasure is complete', async () => (await find()).length === 1);
  return (await find())[0]?.['report'] as Record<string, unknown>;
}

describe('an export', () => {
  it('contains all data about a person, for this person only', async () => {
    const { token, id, commentId } = await member('hana', 'first words');
    const other = await member('other-of-hana');
    const moderator = await world.token({ sub: 'mod', name: 'Mo', roles: ['moderator'] });
    await world.call('PATCH', `${site}/comments/${commentId}`, { token, body: { body: 'better words' } });
    await world.call('POST', `${site}/comments/${other.commentId}/flags`, {
      token,
      body: { reason: 'spam', note: 'see' },
    });
    await world.call('PUT', `${site}/comments/${other.commentId}/like`, { token });
    await world.call('POST', `${site}/moderation/decisions`, {
      token: moderator,
      body: {
        decisions: [{ commentId, decision: 'reject', reason: 'off-topic', note: 'internal', message: 'Dear H' }],
      },
    });
    await world.call('POST', `${site}/authors/${id}/restrictions`, {
      token: moderator,
      body: { kind: 'premoderated', reason: 'off topic too often' },
    });
    await world.settled();

    const { status, body, headers } = await world.call('GET', `${site}/authors/${id}/export`, { token });

    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      authorId: id,
      record: { name: 'Name of hana' },
      comments: [
        {
          commentId,
          name: 'Name of hana',
          revisions: [{ body: 'first words' }, { body: 'better words' }],
          happened: expect.arrayContaining([
            expect.objectContaining({ what: 'CommentRejected', reason: 'off-topic', message: 'Dear H' }),
          ]),
        },
      ],
      flags: [{ commentId: other.commentId, reason: 'spam', note: 'see' }],
      likes: [{ commentId: other.commentId }],
      restrictions: [{ kind: 'premoderated', reason: 'off topic too often', lifted: false }],
      decisionsMade: [],
    });
    // A moderator's note about a person belongs to the moderator.
    expect(JSON.stringify(body)).not.toContain('internal');
    expect((await world.call('GET', `${site}/authors/${id}/export`, { token: admin })).status).toBe(200);
  });

  it('contains the person’s words about others’ comments until the comment’s author is erased', async () => {
    const author = await member('ida');
    const reporter = await member('other-of-ida');
    const flag = { token: reporter.token, body: { reason: 'spam', note: 'about ida' } };
    await world.call('POST', `${site}/comments/${author.commentId}/flags`, flag);
    const flags = async () =>
      (await world.call('GET', `${site}/authors/${reporter.id}/export`, { token: reporter.token })).body.flags;
    expect(await flags()).toMatchObject([{ commentId: author.commentId, reason: 'spam', note: 'about ida' }]);
    await erase(author.id, author.token);
    expect(await flags()).toMatchObject([{ commentId: author.commentId, reason: 'spam', note: null }]);
  });

  it('of an erased person contains none of their data', async () => {
    const { token, id } = await guest('ivo');
    await erase(id, token);
    const { body } = await world.call('GET', `${site}/authors/${id}/export`, { token: admin });
    expect(body.comments).toMatchObject([{ name: null, emailHash: null, revisions: [{ body: null }] }]);
    expect(JSON.stringify(body)).not.toContain('by ivo');
  });
});
