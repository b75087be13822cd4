import { v7 as uuidv7 } from 'uuid';
import { EventLog } from '#event-store/event-log';
import { Keyring } from '#event-store/keys/keyring';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';

describe('a cached answer with words of an erased person', () => {
  let world: World;
  let log: EventLog;

  beforeAll(async () => {
    world = await createWorld();
    log = new EventLog({
      connectionString: world.databaseUrl,
      keyring: new Keyring(world.service.secrets.encryptionKey),
    });
  });
  afterAll(async () => {
    await log.close();
    await world.stop();
  });

  it('is dropped by every process once the erasure is in the log, even if it was interrupted before the comments', async () => {
    const token = await world.token({ sub: 'eve', name: 'Eve' });
    const thread = () => world.call('GET', '/v1/sites/default/articles/a/comments');
    const texts = async () => JSON.stringify((await thread()).body);
    const posted = await world.call('POST', '/v1/sites/default/articles/a/comments', {
      token,
      body: { body: 'a text to be forgotten' },
    });
    // Later events move the follower past the comment, so that from then on the answer stays cached.
    for (let n = 0; n < 3; n++) {
      const other = { token, body: { body: `something else ${n}` } };
      const { body } = await world.call('POST', '/v1/sites/default/articles/b/comments', other);
      await world.settled();
      await world.call('GET', `/v1/sites/default/articles/b/comments?after=${body.position}`);
    }
    expect(await texts()).toContain('to be forgotten');
    const authorId = posted.body.comment.author.id as string;
    await log.eraseSubject(authorId, 'default');
    await log.append({
      streamId: authorId,
      expectedVersion: 0,
      events: [
        {
          eventId: uuidv7(),
          type: 'AuthorErased',
          schemaVersion: 1,
          siteId: 'default',
          partitionKey: `default/${authorId}`,
          data: { authorId, requestedBy: 'author' },
          meta: {},
        },
      ],
    });
    await world.settled();
    await until('the answer is made again', async () => !(await texts()).includes('to be forgotten'));
    expect(await texts()).not.toContain('Eve');
    expect((await thread()).status).toBe(200);
  });
});
