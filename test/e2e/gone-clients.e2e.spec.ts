import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { type LoggingService, startLoggingService } from '#test/support/processes/service-in-process';
import { until } from '#test/support/time/until';

let database: TestDatabase;
let service: LoggingService;
beforeAll(async () => {
  database = await createTestDatabase();
  service = await startLoggingService({ DATABASE_URL: database.url });
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

/** Sends a comment and breaks the connection some turns of the event loop later. */
async function postAndGo(article: string, turns: number): Promise<void> {
  const { hostname, port } = new URL(service.url);
  const body = JSON.stringify({ body: 'and gone', author: { name: 'Hurried' } });
  const head = [
    `POST /v1/sites/default/articles/${article}/comments HTTP/1.1`,
    ...['Host: localhost', 'Content-Type: application/json', `Content-Length: ${body.length}`],
  ];
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  await new Promise((sent) => socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, sent));
  for (let n = 0; n < turns; n++) await turn();
  socket.resetAndDestroy();
}

describe('a client that disconnects before its answer', () => {
  it('is rate-limited and recorded like any other, without an error of the service', async () => {
    for (let n = 0; n < 60; n++) await postAndGo('hurry', n % 20);
    const read = async () => (await fetch(`${service.url}/v1/sites/default/articles/hurry`)).json();
    await until('its comments are stored', async () => ((await read()) as { commentCount: number }).commentCount > 0);
    const later = await fetch(`${service.url}/health/ready`);
    expect(later.status).toBe(200);
    expect(service.log().filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });
});
