import type { Pool } from 'pg';
import type { HealthReason } from '#contracts/health-reasons';

/** The leading relay's report about itself, as stored with its lease. Later versions may add fields. */
export interface RelayReport {
  readonly connected?: boolean;
  /** True if events or article counts have been waiting for a minute without progress. */
  readonly stalled?: boolean;
  /** What is stalled: names of checkpoints. */
  readonly stalledLines?: readonly string[];
  /** The position of an event that brokers reject. */
  readonly stoppedAt?: number;
  readonly [detail: string]: unknown;
}

export interface ReportedRelay {
  /** Null if no relay leads. */
  readonly leader: string | null;
  /** Undefined if no relay ever led. */
  readonly epoch?: number;
  /** Of the last leader. */
  readonly report: RelayReport;
  readonly status: 'ok' | 'stalled' | 'unavailable';
}

/** Reads the report from the database, so that only the relay needs a connection to Kafka. */
export async function readRelayReport(pool: Pool): Promise<ReportedRelay> {
  const { rows } = await pool.query<{ report: RelayReport; holder: string; epoch: number; alive: boolean }>({
    name: 'relay-report',
    text: `select report, holder, epoch, expires_at > now() as alive from relay_lease where name = 'relay'`,
  });
  const [row] = rows;
  if (!row) return { leader: null, report: {}, status: 'unavailable' };
  const { report, holder, epoch, alive } = row;
  const status = alive && report.connected === true ? (report.stalled === true ? 'stalled' : 'ok') : 'unavailable';
  return { leader: alive ? holder : null, epoch: Number(epoch), report, status };
}

/** Returns the reasons for which events do not reach Kafka. */
export function relayFaults({ leader, report }: ReportedRelay): HealthReason[] {
  if (leader === null)
    return [{ code: 'relay-missing', message: 'No relay leads, so no event reaches Kafka: start a relay.' }];
  return [...brokerFaults(report), ...publishingFaults(report)];
}

const brokerFaults = ({ connected }: RelayReport): HealthReason[] =>
  connected === true
    ? []
    : [
        {
          code: 'broker-unavailable',
          message: 'No Kafka broker answers the relay: look at its log. Events wait in PostgreSQL until then.',
        },
      ];

function publishingFaults({ stalled, stalledLines = [], stoppedAt = 0 }: RelayReport): HealthReason[] {
  if (stoppedAt > 0)
    return [
      {
        code: 'publishing-stopped',
        message: `Brokers reject the event at position ${stoppedAt} as too large: raise their limit, or run \`npm run relay:park -- ${stoppedAt} --reason "…"\`.`,
      },
    ];
  if (stalled !== true) return [];
  const lines = stalledLines.length > 0 ? stalledLines.join(' and ') : 'events';
  const message = `Nothing of these was published to Kafka for a minute, although it waits: ${lines}. Look at the log of the relay.`;
  return [{ code: 'publishing-stalled', message }];
}
