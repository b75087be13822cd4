import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { answerOf } from '../processes.ts';

const Text = z.string().nullish().catch(undefined);
/** Of `noproxy`, npm lists an array. */
const Value = z.union([
  z.string(),
  z.boolean().transform(String),
  z.array(z.string()).transform((names) => names.join(',')),
  z.null().transform(() => undefined),
  z.undefined(),
]);
const Settings = z.looseObject({
  cache: z.string(),
  cafile: Text,
  globalconfig: Text,
  userconfig: Text,
});

/** Settings that can come from variables of the environment instead of a file. */
const passed = ['registry', 'proxy', 'https-proxy', 'noproxy', 'strict-ssl'];

/**
 * Volumes with which npm works in the build as it does here: same registry, account, certificates and cache. A volume
 * never becomes part of the image.
 */
export function npmVolumes(folder: string): string[] {
  const settings = Settings.parse(JSON.parse(answerOf('npm', 'config', 'list', '--json') ?? '{}'));
  const home = join(folder, 'home');
  mkdirSync(join(home, '.npm'), { recursive: true });
  const certificates = settings.cafile ?? process.env['NODE_EXTRA_CA_CERTS'];
  if (certificates) copyFileSync(certificates, join(home, 'ca.pem'));
  const lines = [
    ...[settings.globalconfig, settings.userconfig].map(contentOf),
    ...passed.flatMap((name) => lineOf(name, settings[name])),
    ...(certificates ? ['cafile=/root/ca.pem'] : []),
    'prefer-offline=true',
  ];
  writeFileSync(join(home, '.npmrc'), `${lines.join('\n')}\n`, { mode: 0o600 });
  return [`${home}:/root:ro`, `${settings.cache}:/root/.npm`];
}

/** A file of settings, with the variables that it names replaced by their values. */
const contentOf = (file: string | null | undefined): string =>
  !file || !existsSync(file)
    ? ''
    : readFileSync(file, 'utf8').replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => process.env[name] ?? whole);

const lineOf = (name: string, value: unknown): string[] => {
  const text = Value.parse(value);
  return text === undefined ? [] : [`${name}=${text}`];
};
