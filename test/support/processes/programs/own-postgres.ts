// Runs the embedded PostgreSQL of a data directory until SIGTERM: `own-postgres.ts DATA_DIR`. Prints one line of JSON
// when it has started or failed to start, and another one if the server ends unexpectedly.
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { StartupError } from '#platform/startup-error';

const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function main(dataDir: string): Promise<void> {
  const server = await startEmbeddedPostgres({
    dataDir,
    superuserPassword: 'test',
    flags: { shared_buffers: '16MB' },
    onExit: (ended) => print({ ended }),
  });
  process.once('SIGTERM', () => void server.stop());
  print({ url: server.url, dataDirectory: server.dataDirectory });
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  if (!(error instanceof StartupError)) throw error;
  print({ refused: error.message });
});
