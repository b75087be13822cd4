import { defaultPolicy } from '#contracts/policy';
import { policyDecider } from '#domain/policy';
import { suiteLog } from '#test/support/database/suite-log';
import { CommandExecutor } from './command-executor.ts';
import { SettingsCache } from './settings-cache.ts';
import { policyStream } from './stream-ids.ts';

const actorId = '019a8e11-2f60-7b8a-b1c4-7d5e9f3a2c08';

describe('cached settings', () => {
  const suite = suiteLog();

  const change = (maxLength: number, basedOn: number) =>
    new CommandExecutor(suite.log).execute(policyDecider, {
      streamId: policyStream('default'),
      place: () => ({ siteId: 'default', partitionKey: 'default', actor: { kind: 'moderator', id: actorId } }),
      prepare: () => ({
        command: {
          type: 'ChangePolicy',
          policy: { ...defaultPolicy, maxLength },
          basedOn: [basedOn],
          actorId,
        } as const,
      }),
    });

  /** The log, with the answer to the first read held back. */
  function slowLog() {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked: () => void = () => undefined;
    const wasAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    let questions = 0;
    const log = {
      open: (...events: Parameters<typeof suite.log.open>) => suite.log.open(...events),
      readStreams: async (streamIds: readonly string[]) => {
        const isFirst = (questions += 1) === 1;
        const streams = await suite.log.readStreams(streamIds);
        if (isFirst) {
          asked();
          await gate;
        }
        return streams;
      },
    };
    return { log: log as Pick<typeof suite.log, 'open' | 'readStreams'>, wasAsked, release };
  }

  it.each<[string, (settings: SettingsCache) => void]>([
    ['its stream was invalidated', (settings) => settings.forgetStream(policyStream('default'))],
    ['the cache was cleared', (settings) => settings.clear()],
  ])('do not keep a policy whose load began before %s', async (_what, forget) => {
    await change(100, 0);
    const { log, wasAsked, release } = slowLog();
    const settings = new SettingsCache(log);
    const before = settings.policyOf('default');
    await wasAsked;
    await change(200, 1);
    forget(settings);
    release();
    expect((await before).state.policy.maxLength).toBe(100);
    expect((await settings.policyOf('default')).state.policy.maxLength).toBe(200);
  });

  it('are not the default policy for a call that waits while another call bypasses the cache', async () => {
    await change(100, 0);
    const { log, wasAsked, release } = slowLog();
    const settings = new SettingsCache(log);
    const before = settings.current('default', 'a', null, false);
    await wasAsked;
    settings.forgetStream(policyStream('default'));
    release();
    const { policy, guards } = await before;
    expect(policy.policy.maxLength).toBe(100);
    expect(guards).toContainEqual({ streamId: policyStream('default'), version: 1 });
  });
});
