import { randomBytes, randomUUID } from 'node:crypto';
import type { StoredToPublish } from '#contracts/cloud-event';
import { sealJointly } from '#event-store/keys/joint-seal';
import { sealPersonal } from '#event-store/keys/sealed-data';
import { type KeyOf, openSealed } from '#consumer/open-sealed';

const [reporterId, authorId] = [randomUUID(), randomUUID()];
const keys = new Map<string, Buffer>([reporterId, authorId].map((id) => [id, randomBytes(32)]));
const keyOf: KeyOf = (id) => keys.get(id) ?? null;
const key = (id: string): Buffer => keys.get(id) ?? Buffer.alloc(0);
const without =
  (erased: string): KeyOf =>
  (id) =>
    id === erased ? null : keyOf(id);

function flagged(seal: (event: { eventId: string; type: string }) => Buffer | null): StoredToPublish {
  const bound = { eventId: randomUUID(), type: 'CommentFlagged' };
  return {
    ...bound,
    position: 1,
    version: 2,
    schemaVersion: 1,
    siteId: 'default',
    partitionKey: 'default/a',
    meta: {},
    data: { reporterId },
    sealed: seal(bound),
    recordedAt: new Date(),
  };
}

const words = { note: 'what a reporter says' };
const joint = flagged((event) => sealJointly(words, key(reporterId), { id: authorId, key: key(authorId) }, event));
const older = flagged((event) => sealPersonal(words, key(reporterId), event));

describe('the consumer kit', () => {
  it('opens words about a comment with the keys of their writer and of the author', async () => {
    expect(await openSealed(joint, keyOf)).toEqual(words);
  });

  it.each([
    ['writer', reporterId],
    ['author', authorId],
  ])('opens them no more without the key of the %s', async (_who, erased) => {
    expect(await openSealed(joint, without(erased))).toBeNull();
  });

  it('opens older ones with the key of their writer alone', async () => {
    expect(await openSealed(older, without(authorId))).toEqual(words);
    expect(await openSealed(older, without(reporterId))).toBeNull();
  });

  it('opens nothing where nothing is sealed, or where it belongs to nobody', async () => {
    expect(
      await openSealed(
        flagged(() => null),
        keyOf,
      ),
    ).toBeNull();
    expect(await openSealed({ ...joint, type: 'CommentSung' }, keyOf)).toBeNull();
  });

  it('refuses a wrong key, another event, and a layout that it does not know', async () => {
    await expect(openSealed(joint, () => randomBytes(32))).rejects.toThrow('unable to authenticate');
    await expect(openSealed({ ...joint, eventId: randomUUID() }, keyOf)).rejects.toThrow('unable to authenticate');
    await expect(openSealed({ ...joint, sealed: Buffer.of(3) }, keyOf)).rejects.toThrow('unknown layout');
  });
});
