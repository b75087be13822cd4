import { createServer } from 'node:http';
import { listenOn } from '#test/support/network/listen-on';
import { rawRequest } from '#test/support/network/raw-request';
import { answerClientError } from './client-errors.ts';

describe('a request that takes too long to arrive', () => {
  it('is answered with a problem, and the connection is closed', async () => {
    const options = { requestTimeout: 50, headersTimeout: 50, connectionsCheckingInterval: 10 };
    const server = createServer(options, (_request, response) => response.end());
    server.on('clientError', answerClientError);
    const { url, close } = await listenOn(server);
    try {
      const answer = await rawRequest(url, 'GET / HTTP/1.1\r\nHost: x\r\n');
      expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
      expect(answer).toContain('x-content-type-options: nosniff');
      expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status: 408 });
    } finally {
      await close();
    }
  });
});
