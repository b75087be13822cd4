import { Agent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';

/** A request whose path is sent byte for byte, without normalisation. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Send = (sent: Sent) => Promise<Answered>;

// Far longer than any wait inside the service: appends wait 3 s for an unavailable database, reads 5 s for a
// connection.
const answeredWithinMs = 90_000;

/**
 * Sends requests to one service over keep-alive connections. Of an event stream it reads only the head. Rejects when no
 * answer arrives.
 */
export function sender(url: string): { send: Send; close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 24 });
  const { hostname, port } = new URL(url);
  const sendOn = (through: Agent | false, { method, path, headers = {}, body }: Sent): Promise<Answered> =>
    new Promise((resolve, reject) => {
      // Node sends the body of a GET without Content-Length.
      const framed = { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) };
      const request = httpRequest({ agent: through, hostname, port, method, path, headers: framed });
      const late = setTimeout(() => request.destroy(new Error('no answer')), answeredWithinMs);
      const fail = (error: Error): void =>
        reject(new NotAnswered(`${method} ${path.slice(0, 200)}: ${error.message}`, request.reusedSocket));
      request.on('error', fail);
      request.on('close', () => clearTimeout(late));
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        const answer = (): void =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          });
        response.on('error', fail);
        if (response.headers['content-type']?.includes('event-stream') === true) {
          answer();
          request.destroy();
          return;
        }
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', answer);
      });
      request.end(body);
    });
  // The server may close an idle keep-alive connection at the moment when it is reused. Clients then retry on a new
  // connection.
  const send: Send = (sent) =>
    sendOn(agent, sent).catch((error: unknown) => {
      if (error instanceof NotAnswered && error.onKeptConnection) return sendOn(false, sent);
      throw error;
    });
  return { send, close: () => agent.destroy() };
}

class NotAnswered extends Error {
  constructor(
    message: string,
    readonly onKeptConnection: boolean,
  ) {
    super(message);
  }
}

/** Sends all requests, some in parallel, and returns the results in the order of the requests. */
export async function sendAll<One extends Sent>(
  send: Send,
  requests: readonly One[],
): Promise<{ request: One; answer: Answered }[]> {
  const answers: { request: One; answer: Answered }[] = [];
  const waiting = [...requests.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [index, request] = next;
      answers[index] = { request, answer: await send(request) };
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  return answers;
}
