import { linkMinutes } from '#api/desk/desk-links';
import type { Config } from '#platform/config';
import { operatorCommand } from '#platform/operator-command';
import type { RunningService } from './service.ts';

/** The addresses and paths that a user needs after the start; printed once, on standard output. */
export function welcome({ url, config, embedded, deskLink }: RunningService): string {
  const lines = [
    ['Colloquy is running at', url],
    ['A demo newspaper', `${url}/demo (fill it with \`npm run demo\`)`],
    ['The moderators’ desk', deskLink ?? `${config.PUBLIC_URL ?? url}/desk`],
    ...(config.OIDC_ISSUER === undefined ? [['', deskHint(deskLink)]] : []),
    ['Documentation', `${url}/docs`],
    ['Data', embedded?.dataDirectory ?? 'in the PostgreSQL database of DATABASE_URL'],
    ...eventLines(config),
  ];
  const width = Math.max(...lines.map(([label]) => String(label).length));
  return `\n${lines.map(([label, value]) => `  ${String(label).padEnd(width)}  ${value}`).join('\n')}\n\n`;
}

/** Includes a command that reads events from this broker. */
function eventLines(config: Config): string[][] {
  const { KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: prefix } = config;
  if (!brokers) return [['Events', 'stay in the log (to publish them, set KAFKA_BROKERS)']];
  const published = ['Events', `go to Kafka at ${brokers.join(', ')}`];
  // The example supports no authentication.
  if (config.KAFKA_SSL === 'on' || config.KAFKA_SASL_MECHANISM !== undefined) return [published];
  return [published, ['', `read them with \`node docs/examples/read-plainly.mjs ${brokers[0]} ${prefix}\``]];
}

const deskHint = (link: string | undefined): string =>
  link === undefined
    ? `to sign in, run \`${operatorCommand('desk-link')}\``
    : `signs you in once, within ${linkMinutes} minutes; for another link, run \`${operatorCommand('desk-link')}\``;
