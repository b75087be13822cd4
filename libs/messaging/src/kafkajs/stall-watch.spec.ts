import { StallWatch } from './stall-watch.ts';

describe('a consumer', () => {
  it('is stalled after a minute without a fetch, if the brokers answer', async () => {
    const { watch, pass } = setUp();
    pass(59_999);
    expect(await watch.isStalled()).toBe(false);
    pass(1);
    expect(await watch.isStalled()).toBe(true);
  });

  it('is not stalled while it fetches', async () => {
    const { watch, pass } = setUp();
    pass(59_000);
    watch.fetched();
    pass(59_000);
    expect(await watch.isStalled()).toBe(false);
  });

  it('is not stalled while it processes a chunk, however long that takes', async () => {
    const { watch, pass } = setUp();
    let finish: () => void = nothing;
    const chunk = watch.during(new Promise<void>((done) => (finish = done)));
    pass(600_000);
    expect(await watch.isStalled()).toBe(false);
    finish();
    await chunk;
    pass(60_000);
    expect(await watch.isStalled()).toBe(true);
  });

  it('is not stalled while the brokers are unavailable', async () => {
    const { watch, pass } = setUp(false);
    pass(600_000);
    expect(await watch.isStalled()).toBe(false);
  });
});

const nothing = () => {};

function setUp(brokersAnswer = true) {
  let now = 0;
  const watch = new StallWatch(
    60_000,
    async () => brokersAnswer,
    () => now,
  );
  return { watch, pass: (ms: number) => (now += ms) };
}
