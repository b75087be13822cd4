import { linkMinutes } from '#api/desk/desk-links';
import type { RunningService } from './service.ts';

/** What somebody who has just started it wants to know; printed once, on standard output. */
export function welcome({ url, config, embedded, deskLink }: RunningService): string {
  const lines = [
    ['Colloquy is running at', url],
    ['A demo newspaper', `${url}/demo (fill it with \`npm run demo\`)`],
    ['The moderators’ desk', deskLink ?? `${config.PUBLIC_URL ?? url}/desk`],
    ...(config.OIDC_ISSUER === undefined ? [['', deskHint(deskLink)]] : []),
    ['The API', `${url}/docs`],
    ['Data', embedded?.dataDirectory ?? 'in the PostgreSQL that DATABASE_URL names'],
    [
      'Events',
      config.KAFKA_BROKERS
        ? `go to Kafka at ${config.KAFKA_BROKERS.join(', ')}`
        : 'stay in the log (set KAFKA_BROKERS to publish them)',
    ],
  ];
  const width = Math.max(...lines.map(([label]) => String(label).length));
  return `\n${lines.map(([label, value]) => `  ${String(label).padEnd(width)}  ${value}`).join('\n')}\n\n`;
}

const deskHint = (link: string | undefined): string =>
  link === undefined
    ? '`npm run desk-link` signs you in'
    : `signs you in once, within ${linkMinutes} minutes; later, \`npm run desk-link\` does`;
