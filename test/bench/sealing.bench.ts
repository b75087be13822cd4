import { randomBytes, randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { alsoAbout, sealJointly, unsealJointly } from '#event-store/keys/joint-seal';
import { Keyring } from '#event-store/keys/keyring';
import { sealPersonal, unsealPersonal } from '#event-store/keys/sealed-data';
import { machineFromNow } from './machine.ts';

/**
 * CPU time of encrypting and decrypting the personal data of one comment, and of creating and wrapping a key, once per
 * author. Median and maximum of the rounds.
 */
const rounds = 25;
const calls = 4000;

const personal = (length: number) => ({
  body: 'x'.repeat(length),
  authorName: 'Ada Lovelace',
  emailHash: randomBytes(32).toString('base64url'),
});

function measure(work: () => void): { median: number; worst: number } {
  for (let call = 0; call < calls; call++) work();
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    for (let call = 0; call < calls; call++) work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / calls;
  }).toSorted((a, b) => a - b);
  return { median: times[Math.floor(rounds / 2)] ?? 0, worst: times.at(-1) ?? 0 };
}

function main(): void {
  const machine = machineFromNow();
  const keyring = new Keyring(randomBytes(32));
  const key = keyring.newKey();
  const event = { eventId: randomUUID(), type: 'CommentPosted' };
  const figures = [500, 10_000].flatMap((length) => {
    const plain = personal(length);
    const sealed = sealPersonal(plain, key, event);
    return [
      { what: `seal ${length} characters`, cpuUs: measure(() => sealPersonal(plain, key, event)) },
      { what: `open ${length} characters`, cpuUs: measure(() => unsealPersonal(sealed, key, event)) },
    ];
  });
  const note = { note: 'x'.repeat(500), moderatorName: 'Mia Keller' };
  const about = { id: randomUUID(), key: keyring.newKey() };
  const joint = sealJointly(note, key, about, event);
  figures.push(
    {
      what: 'seal a note of 500 characters under two keys',
      cpuUs: measure(() => sealJointly(note, key, about, event)),
    },
    {
      what: 'open it',
      cpuUs: measure(() => unsealJointly(joint, key, { id: String(alsoAbout(joint)), key: about.key }, event)),
    },
  );
  figures.push({
    what: "make and wrap an author's key",
    cpuUs: measure(() => keyring.wrap(keyring.newKey(), event.eventId)),
  });
  console.table(figures.map(({ what, cpuUs }) => ({ what, 'median µs': cpuUs.median, 'worst µs': cpuUs.worst })));
  console.log(JSON.stringify({ ...machine(), runQueue: loadavg()[0], rounds, calls, figures }));
}

main();
