import type { Answer, CallOptions } from '#client/client';
import { type Problem, offline } from '#client/problem';
import type { Request } from '#client/request';
import { type KeepingStorage, KeptCommands } from './kept-commands.ts';
import { Outbox } from './outbox.ts';
import type { QueuedCommand } from './queued-command.ts';

const refused: Problem = { ...offline, code: 'forbidden', status: 403 };
const signedOut: Problem = { ...offline, code: 'unauthenticated', status: 401 };
const done: Answer<unknown> = { ok: true, value: 'done', headers: new Headers() };
const command: QueuedCommand = { key: 'k1', path: '/decisions', method: 'POST', body: { a: 1 }, count: 1 };

/** A browser's storage, as far as the outbox uses it. */
function storageOf(entries = new Map<string, string>()): KeepingStorage {
  return {
    get length() {
      return entries.size;
    },
    key: (at) => [...entries.keys()][at] ?? null,
    getItem: (name) => entries.get(name) ?? null,
    setItem: (name, value) => void entries.set(name, value),
    removeItem: (name) => void entries.delete(name),
  };
}

/** A browser, and a service that answers with these, one after the other. */
function setUp(...answers: (Problem | 'done')[]) {
  const asked: (CallOptions & Request<unknown>)[] = [];
  const api = {
    send: async <T>(request: Request<T>, options: CallOptions = {}): Promise<Answer<T>> => {
      asked.push({ ...request, ...options });
      const answer = answers.shift() ?? 'done';
      return (answer === 'done' ? done : { ok: false, problem: answer }) as Answer<T>;
    },
  };
  const [shared, ofTheTab] = [storageOf(), new Map<string, string>()];
  const kept = new KeptCommands(shared, storageOf(ofTheTab));
  const turns = new Map<string, Promise<unknown>>();
  let now = Date.parse('2026-01-01T12:00:00Z');
  /** A tab of this browser; it holds what it sends until it is closed. */
  const open = (person = 'ada') => {
    let close = (): void => undefined;
    const closed = new Promise<void>((resolve) => (close = resolve));
    const inTurn = <T>(name: string, run: () => Promise<T>): Promise<T> => {
      const mine = (turns.get(name) ?? Promise.resolve()).then(run);
      turns.set(name, Promise.race([mine, closed]));
      return mine;
    };
    const outbox = new Outbox(api, kept, { inTurn, pause: async () => undefined, now: () => now });
    outbox.belongTo(person);
    return Object.assign(outbox, { close });
  };
  return {
    asked,
    open,
    outbox: open(),
    kept: (person = 'ada') => kept.of(person).map(({ command: one }) => one),
    leftByAnOlderDesk: () => void ofTheTab.set('colloquy-desk-outbox', JSON.stringify([command])),
    later: (milliseconds: number) => void (now += milliseconds),
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));
const stuck = async (outbox: Outbox): Promise<void> => {
  while (outbox.stuck.value.length === 0) await new Promise((resolve) => setImmediate(resolve));
};

describe('the outbox', () => {
  it('sends a command with its key, and forgets it once it was answered', async () => {
    const { outbox, asked, kept } = setUp('done');
    const sending = outbox.send(command);
    expect(kept()).toEqual([command]);
    await expect(sending).resolves.toMatchObject({ ok: true, value: 'done' });
    expect(asked).toMatchObject([{ path: '/decisions', key: 'k1', body: { a: 1 } }]);
    expect(kept()).toEqual([]);
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
    const { outbox, asked, kept } = setUp(offline, offline, offline, offline, 'done');
    const sending = outbox.send(command);
    await stuck(outbox);
    expect(kept()).toEqual([command]);
    outbox.retry();
    await expect(sending).resolves.toMatchObject({ ok: true });
    expect(new Set(asked.map(({ key }) => key))).toEqual(new Set(['k1']));
    expect(outbox.unsent.value).toEqual([]);
  });

  it('discards a command that the moderator cancels', async () => {
    const { outbox, kept } = setUp(offline, offline, offline, offline);
    const sending = outbox.send(command);
    await stuck(outbox);
    outbox.giveUp('k1');
    await expect(sending).resolves.toEqual({ ok: false, discarded: true });
    expect(kept()).toEqual([]);
  });

  it('waits for the moderator to sign in again, without asking in vain', async () => {
    const { outbox, asked } = setUp(signedOut, 'done');
    const sending = outbox.send(command);
    await stuck(outbox);
    expect(asked).toHaveLength(1);
    outbox.retry();
    await expect(sending).resolves.toMatchObject({ ok: true });
  });

  it('sends a command that an earlier page left, under its own key', async () => {
    const { outbox, open, asked } = setUp(offline, offline, offline, offline, 'done');
    void outbox.send(command);
    await stuck(outbox);
    outbox.close();
    open();
    await settled();
    expect(asked).toHaveLength(5);
    expect(asked.at(-1)).toMatchObject({ key: 'k1', body: { a: 1 } });
  });

  it('neither sends nor shows another person’s commands, and keeps them', async () => {
    const { outbox, open, asked, kept } = setUp(offline, offline, offline, offline);
    void outbox.send(command);
    await stuck(outbox);
    outbox.close();
    const bens = open('ben');
    bens.retry();
    bens.discardAll();
    await settled();
    expect([asked.length, bens.unsent.value, bens.waiting.value]).toEqual([4, [], 0]);
    expect(kept()).toEqual([command]);
    open('ada');
    await settled();
    expect([asked.length, kept()]).toEqual([5, []]);
  });

  it('sends what two tabs have once each, and loses neither’s', async () => {
    const { outbox, open, asked, kept } = setUp(offline, offline, offline, offline, offline, offline, offline, offline);
    const other = open();
    void outbox.send(command);
    void other.send({ ...command, key: 'k2' });
    await Promise.all([stuck(outbox), stuck(other)]);
    outbox.lookAround();
    other.lookAround();
    expect(kept().map(({ key }) => key)).toEqual(['k1', 'k2']);
    expect([outbox.waiting.value, outbox.unsent.value.length]).toEqual([2, 1]);
    const before = asked.length;
    outbox.retry();
    other.retry();
    await settled();
    expect(asked.slice(before).map(({ key }) => key)).toEqual(['k1', 'k2']);
    expect(kept()).toEqual([]);
  });

  it('goes on with what a tab had that was closed', async () => {
    const { outbox, open, asked } = setUp(offline, offline, offline, offline);
    const other = open();
    void outbox.send(command);
    await stuck(outbox);
    other.lookAround();
    await settled();
    expect([asked.length, other.unsent.value]).toEqual([4, []]);
    outbox.close();
    await settled();
    expect(asked).toHaveLength(5);
  });

  it('sends nothing more that was discarded in another tab', async () => {
    const { outbox, open, asked, kept } = setUp(offline, offline, offline, offline);
    const sending = outbox.send(command);
    await stuck(outbox);
    open().discardAll();
    outbox.lookAround();
    await expect(sending).resolves.toEqual({ ok: false, discarded: true });
    expect([asked.length, kept()]).toEqual([4, []]);
  });

  it('asks before it sends what is so old that the service may not know its key any more', async () => {
    const { outbox, open, asked, later } = setUp(offline, offline, offline, offline);
    void outbox.send(command);
    await stuck(outbox);
    outbox.close();
    later(25 * 3600_000);
    const next = open();
    await stuck(next);
    expect(asked).toHaveLength(4);
    next.retry();
    await settled();
    expect(asked).toHaveLength(5);
  });

  it('sends commands without an owner only after a moderator confirms them', async () => {
    const { open, asked, leftByAnOlderDesk } = setUp();
    leftByAnOlderDesk();
    const page = open();
    await settled();
    expect([asked, page.ownerless.value]).toEqual([[], [command]]);
    page.settleOwnerless(true);
    await settled();
    expect(asked).toMatchObject([{ key: 'k1' }]);
    expect(open('ben').ownerless.value).toEqual([]);
  });
});
