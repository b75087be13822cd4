import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment, secretSettings } from '#platform/config';

const read = (file: string): string => readFileSync(join(import.meta.dirname, '../../docker', file), 'utf8');
const compose = read('compose.yml');
const roles = compose.slice(compose.indexOf('x-role:'), compose.indexOf('\n  postgres:\n'));

/** The environment of the roles: each variable with its value. */
const environment = new Map(
  [...roles.matchAll(/^ {4}([A-Z_]+): (.*?)(?: #.*)?$/gm)].map(([, name, value]) => [String(name), String(value)]),
);
/** Settings of the container itself: its published port and its health check depend on them. */
const fixed = ['PORT', 'HOST', 'METRICS_PORT'];

describe('the compose file', () => {
  it('passes every setting to the roles, and every secret also as a file, and nothing else', () => {
    const wanted = [...Object.keys(Environment.shape), ...secretSettings.map((name) => `${name}_FILE`)];
    expect([...environment.keys()].toSorted()).toEqual(wanted.toSorted());
  });

  it('takes each from the variable of the same name, except those of the container', () => {
    for (const [name, value] of environment)
      if (fixed.includes(name)) expect(value).not.toContain('$');
      else expect(value).toMatch(new RegExp(`^\\$\\{${name}(:?-|:\\?)`));
  });

  it('requires no variable that another one can replace', () => {
    const required = [...roles.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name);
    expect(required).toEqual(['PUBLIC_URL']);
  });

  it('limits memory and processes of every service', () => {
    for (const limit of ['mem_limit', 'pids_limit'])
      expect(compose.match(new RegExp(`^ +${limit}: `, 'gm'))).toHaveLength(3); // the roles, PostgreSQL, Kafka
  });

  it('runs the roles on a read-only file system, without capabilities, as a user with a number', () => {
    expect(roles).toMatch(/^ {2}read_only: true$/m);
    expect(roles).toMatch(/^ {2}cap_drop: \[ALL\]$/m);
    expect(roles).toMatch(/^ {2}security_opt: \[no-new-privileges:true\]$/m);
    expect(read('Dockerfile')).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
  });
});
