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

const words = { note: 'a note of a reporter' };
const joint = flagged((event) => sealJointly(words, key(reporterId), { id: authorId, key: key(authorId) }, event));
const older = flagged((event) => sealPersonal(words, key(reporterId), event));

describe('the consumer package', () => {
  it('decrypts a note about a comment with the keys of its writer and of the comment’s author', async () => {
    expect(await openSealed(joint, keyOf)).toEqual(words);
  });

  it.each([
    ['writer', reporterId],
    ['author', authorId],
  ])('cannot decrypt it without the key of the %s', async (_who, erased) => {
    expect(await openSealed(joint, without(erased))).toBeNull();
  });

  it('decrypts older notes with the key of their writer only', async () => {
    expect(await openSealed(older, without(authorId))).toEqual(words);
    expect(await openSealed(older, without(reporterId))).toBeNull();
  });

  it('returns null for events without encrypted data, and for unknown types', async () => {
    expect(
      await openSealed(
        flagged(() => null),
        keyOf,
      ),
    ).toBeNull();
    expect(await openSealed({ ...joint, type: 'CommentSung' }, keyOf)).toBeNull();
  });

  it('rejects a wrong key, data of another event, and an unknown layout', async () => {
    await expect(openSealed(joint, () => randomBytes(32))).rejects.toThrow('unable to authenticate');
    await expect(openSealed({ ...joint, eventId: randomUUID() }, keyOf)).rejects.toThrow('unable to authenticate');
    await expect(openSealed({ ...joint, sealed: Buffer.of(3) }, keyOf)).rejects.toThrow('unknown layout');
  });
});
