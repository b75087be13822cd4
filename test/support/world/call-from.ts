import { request } from 'node:http';
import type { World } from './world.ts';

export interface Sent {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; */
  readonly body?: unknown;
  /** or as a form. */
  readonly form?: Readonly<Record<string, string>>;
}

/**
 * Sends a request from a given loopback address. All of 127.0.0.0/8 belongs to this machine, and the service treats each
 * address as a separate network.
 */
export function callFrom(
  world: World,
  localAddress: string,
  method: string,
  path: string,
  { token, headers, body, form }: Sent = {},
): Promise<{ status: number; text: string }> {
  const sent = form ? new URLSearchParams(form).toString() : body === undefined ? '' : JSON.stringify(body);
  const type = form ? 'application/x-www-form-urlencoded' : body === undefined ? undefined : 'application/json';
  return new Promise((resolve, reject) => {
    const asked = request(
      `${world.url}${path}`,
      {
        method,
        localAddress,
        agent: false,
        headers: {
          ...(type && { 'content-type': type, 'content-length': Buffer.byteLength(sent) }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...headers,
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
        answer.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(sent);
  });
}
