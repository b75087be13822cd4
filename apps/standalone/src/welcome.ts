import { linkMinutes } from '#api/desk/desk-links';
import type { Config } from '#platform/config';
import type { RunningService } from './service.ts';

/** What somebody who has just started it wants to know; printed once, on standard output. */
export function welcome({ url, config, embedded, deskLink }: RunningService): string {
  const lines = [
    ['Colloquy is running at', url],
    ['A demo newspaper', `${url}/demo (fill it with \`npm run demo\`)`],
    ['The moderators’ desk', deskLink ?? `${config.PUBLIC_URL ?? url}/desk`],
    ...(config.OIDC_ISSUER === undefined ? [['', deskHint(deskLink)]] : []),
    ['Documentation', `${url}/docs`],
    ['Data', embedded?.dataDirectory ?? 'in the PostgreSQL that DATABASE_URL names'],
    ...eventLines(config),
  ];
  const width = Math.max(...lines.map(([label]) => String(label).length));
  return `\n${lines.map(([label, value]) => `  ${String(label).padEnd(width)}  ${value}`).join('\n')}\n\n`;
}

/** With a line that reads them from this very broker. */
function eventLines(config: Config): string[][] {
  const { KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: prefix } = config;
  if (!brokers) return [['Events', 'stay in the log (set KAFKA_BROKERS to publish them)']];
  const published = ['Events', `go to Kafka at ${brokers.join(', ')}`];
  // The example signs in nowhere.
  if (config.KAFKA_SSL === 'on' || config.KAFKA_SASL_MECHANISM !== undefined) return [published];
  return [published, ['', `read them with \`node docs/examples/read-plainly.mjs ${brokers[0]} ${prefix}\``]];
}

const deskHint = (link: string | undefined): string =>
  link === undefined
    ? '`npm run desk-link` signs you in'
    : `signs you in once, within ${linkMinutes} minutes; later, \`npm run desk-link\` does`;
