import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { readConfig, secretSettings } from './config.ts';
import { StartupError } from './startup-error.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const valid: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://colloquy@db.example/colloquy',
  ENCRYPTION_KEY: key,
  ENCRYPTION_KEY_OLD: key,
};

describe('a secret in a file', () => {
  let folder: string;
  beforeEach(() => (folder = temporaryDirectory()));
  afterEach(() => removeDirectory(folder));

  const file = (text: string): string => {
    const path = join(folder, 'secret');
    writeFileSync(path, text);
    return path;
  };
  const refusal = (environment: NodeJS.ProcessEnv): string => {
    try {
      readConfig(environment);
    } catch (error) {
      if (error instanceof StartupError) return error.message;
      throw error;
    }
    throw new Error('the configuration was accepted');
  };

  it.each(secretSettings)('is read for %s, without the line end after it', (name) => {
    const secret = valid[name] ?? valid[name.replace(/^[A-Z]+_DATABASE/, 'DATABASE')] ?? 'sixty-four letters'.repeat(4);
    const others = name === 'MIGRATE_DATABASE_URL' ? { DATABASE_URL: valid['DATABASE_URL'] } : {};
    for (const end of ['', '\n', '\r\n'])
      expect(readConfig({ ...others, [`${name}_FILE`]: file(`${secret}${end}`) })).toMatchObject({ [name]: secret });
  });

  it('counts as unset if the variable is empty', () => {
    expect(readConfig({ JWT_SECRET_FILE: '' }).JWT_SECRET).toBeUndefined();
  });

  it('is refused if the secret is set, too, and neither value is shown', () => {
    const path = file('the secret in the file');
    expect(refusal({ JWT_SECRET: 'the secret in the variable', JWT_SECRET_FILE: path })).toMatch(
      /^Bad configuration: JWT_SECRET_FILE="[^"]*": JWT_SECRET is set, too: set only one of them; JWT_SECRET=\(hidden\): [^\n]*$/,
    );
    expect(refusal({ JWT_SECRET: 'x'.repeat(32), JWT_SECRET_FILE: path })).not.toMatch(/xxx|in the file/);
  });

  it('is refused in one line that names the setting and the reason if it cannot be read', () => {
    expect(refusal({ JWT_SECRET_FILE: join(folder, 'absent') })).toMatch(
      /^Bad configuration: JWT_SECRET_FILE="[^"]*absent": the file cannot be read \(ENOENT\)$/,
    );
    mkdirSync(join(folder, 'directory'));
    expect(refusal({ ENCRYPTION_KEY_FILE: join(folder, 'directory') })).toMatch(
      /^Bad configuration: ENCRYPTION_KEY_FILE="[^"]*": the file cannot be read \(EISDIR\)$/,
    );
    expect(refusal({ JWT_SECRET_FILE: file('\n') })).toMatch(
      /^Bad configuration: JWT_SECRET_FILE="[^"]*": the file is empty$/,
    );
  });

  it('is validated like the variable, and not shown', () => {
    expect(refusal({ ENCRYPTION_KEY_FILE: file('short') })).toBe(
      'Bad configuration: ENCRYPTION_KEY=(hidden): expected 32 bytes in base64',
    );
  });
});
