import { parseArgs } from 'node:util';
import { readEnvFile } from './env-file.ts';
import { fromSources, run } from './processes.ts';

export const help = `npm run demo: loads the comments of a small newspaper through the public API; running it again changes nothing
The service's address comes from COLLOQUY_URL, or HOST and PORT; the secret for its readers' tokens from JWT_SECRET, or DATA_DIR/secrets.json.`;

export async function main(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  readEnvFile();
  return (await run(fromSources('scripts/demo/load.ts'))).code;
}
