import type { Answer, CallOptions } from '#client/client';
import { type Problem, offline } from '#client/problem';
import type { Request } from '#client/request';
import { type QueuedCommand, Outbox } from './outbox.ts';

const refused: Problem = { ...offline, code: 'forbidden', status: 403 };
const signedOut: Problem = { ...offline, code: 'unauthenticated', status: 401 };
const done: Answer<unknown> = { ok: true, value: 'done', headers: new Headers() };
const command: QueuedCommand = { key: 'k1', path: '/decisions', method: 'POST', body: { a: 1 }, count: 1 };

/** A service that answers with these, one after the other, and a tab whose storage is looked into. */
function setUp(...answers: (Problem | 'done')[]) {
  const asked: (CallOptions & Request<unknown>)[] = [];
  const storage = new Map<string, string>();
  const api = {
    send: async <T>(request: Request<T>, options: CallOptions = {}): Promise<Answer<T>> => {
      asked.push({ ...request, ...options });
      const answer = answers.shift() ?? 'done';
      return (answer === 'done' ? done : { ok: false, problem: answer }) as Answer<T>;
    },
  };
  const kept = {
    getItem: (name: string) => storage.get(name) ?? null,
    setItem: (name: string, value: string) => void storage.set(name, value),
  };
  const open = () => new Outbox(api, kept, async () => undefined);
  return { asked, open, outbox: open(), stored: () => JSON.parse([...storage.values()][0] ?? '[]') as QueuedCommand[] };
}
const stuck = async (outbox: Outbox): Promise<void> => {
  while (outbox.stuck.value.length === 0) await new Promise((resolve) => setImmediate(resolve));
};

describe('the outbox', () => {
  it('sends a command with its key, and forgets it once it was answered', async () => {
    const { outbox, asked, stored } = setUp('done');
    const sending = outbox.send(command);
    expect(stored()).toEqual([command]);
    await expect(sending).resolves.toMatchObject({ ok: true, value: 'done' });
    expect(asked).toMatchObject([{ path: '/decisions', key: 'k1', body: { a: 1 } }]);
    expect(stored()).toEqual([]);
  });

  it('sends it again with the same key while no answer comes', async () => {
    const { outbox, asked } = setUp(offline, offline, 'done');
    await expect(outbox.send(command)).resolves.toMatchObject({ ok: true });
    expect(asked.map(({ key }) => key)).toEqual(['k1', 'k1', 'k1']);
  });

  it('takes a refusal for an answer', async () => {
    const { outbox, asked } = setUp(refused);
    await expect(outbox.send(command)).resolves.toMatchObject({ ok: false, problem: { code: 'forbidden' } });
    expect(asked).toHaveLength(1);
  });

  it('shows what it cannot send, and sends it when the network is back', async () => {
    const { outbox, asked, stored } = setUp(offline, offline, offline, offline, 'done');
    const sending = outbox.send(command);
    await stuck(outbox);
    expect(stored()).toEqual([command]);
    outbox.retry();
    await expect(sending).resolves.toMatchObject({ ok: true });
    expect(new Set(asked.map(({ key }) => key))).toEqual(new Set(['k1']));
    expect(outbox.unsent.value).toEqual([]);
  });

  it('gives up what the moderator takes back', async () => {
    const { outbox, stored } = setUp(offline, offline, offline, offline);
    const sending = outbox.send(command);
    await stuck(outbox);
    outbox.giveUp('k1');
    await expect(sending).resolves.toEqual({ ok: false, discarded: true });
    expect(stored()).toEqual([]);
  });

  it('waits for the moderator to sign in again, without asking in vain', async () => {
    const { outbox, asked } = setUp(signedOut, 'done');
    const sending = outbox.send(command);
    await stuck(outbox);
    expect(asked).toHaveLength(1);
    outbox.retry();
    await expect(sending).resolves.toMatchObject({ ok: true });
  });

  it('sends what an earlier page left behind, under its own key', async () => {
    const { outbox, open, asked } = setUp(offline, offline, offline, offline, 'done');
    void outbox.send(command);
    await stuck(outbox);
    await Promise.all(open().resume());
    expect(asked.at(-1)).toMatchObject({ key: 'k1', body: { a: 1 } });
  });
});
