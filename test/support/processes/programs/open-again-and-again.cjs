// DATABASE_URL=… ENCRYPTION_KEY=… node open-again-and-again.cjs: reads the first event of the log once, then decrypts
// that copy again and again, and prints the text each time.
const { EventLog } = require('../../../../dist/libs/event-store/src/event-log.js');
const { Keyring } = require('../../../../dist/libs/event-store/src/keys/keyring.js');

const keyring = new Keyring(Buffer.from(process.env.ENCRYPTION_KEY, 'base64'));
const log = new EventLog({ connectionString: process.env.DATABASE_URL, keyring });

async function run() {
  await log.start();
  const copy = await log.readAfter(0, 1);
  for (;;) {
    const text = await log.open(copy).then(
      ([event]) => event.personal?.body ?? 'nothing',
      () => 'not decrypted',
    );
    process.stdout.write(`${text}\n`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

run();
