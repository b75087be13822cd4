// DATABASE_URL=… ENCRYPTION_KEY=… node open-again-and-again.cjs: opens a copy of the log's first event, as it came in
// once, and prints each time what it says.
const { EventLog } = require('../../../../dist/libs/event-store/src/event-log.js');
const { Keyring } = require('../../../../dist/libs/event-store/src/keys/keyring.js');

const keyring = new Keyring(Buffer.from(process.env.ENCRYPTION_KEY, 'base64'));
const log = new EventLog({ connectionString: process.env.DATABASE_URL, keyring });

async function run() {
  await log.start();
  const copy = await log.readAfter(0, 1);
  for (;;) {
    const said = await log.open(copy).then(
      ([event]) => event.personal?.body ?? 'nothing',
      () => 'cannot tell',
    );
    process.stdout.write(`${said}\n`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

run();
