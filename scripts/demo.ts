import { parseArgs } from 'node:util';
import { readEnvFile } from './env-file.ts';
import { fromSources, run } from './processes.ts';

export const help = `npm run demo: loads a small lively newsroom through the public API; running it again changes nothing
COLLOQUY_URL, or HOST and PORT, say where the service is; JWT_SECRET, or DATA_DIR/secrets.json, what its readers' tokens are signed with.`;

export async function main(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  readEnvFile();
  return (await run(fromSources('scripts/demo/load.ts'))).code;
}
