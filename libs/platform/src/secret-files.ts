import { readFileSync } from 'node:fs';
import { errorCode } from './error-code.ts';

export interface SecretFiles {
  /** The value of each secret that was read from a file, without the line end after it. */
  readonly values: Readonly<Record<string, string>>;
  /** One line for each file that cannot be used, beginning with the name of the setting. */
  readonly faults: readonly string[];
}

/**
 * Reads the secrets whose `<name>_FILE` is set. An empty variable counts as unset. An empty file is a fault, because an
 * unset secret would be generated instead.
 */
export function readSecretFiles(secrets: readonly string[], environment: NodeJS.ProcessEnv): SecretFiles {
  const values: Record<string, string> = {};
  const faults: string[] = [];
  for (const name of secrets) {
    const path = environment[`${name}_FILE`];
    if (!path) continue;
    const fault = (message: string) => faults.push(`${name}_FILE=${JSON.stringify(path)}: ${message}`);
    if (environment[name]) fault(`${name} is set, too: set only one of them`);
    else
      try {
        const value = readFileSync(path, 'utf8').replace(/\r?\n$/, ''); // editors and `echo` end the line
        if (value === '') fault('the file is empty');
        else values[name] = value;
      } catch (error) {
        fault(`the file cannot be read (${errorCode(error) ?? 'unknown error'})`);
      }
  }
  return { values, faults };
}
