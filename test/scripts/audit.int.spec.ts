import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A registry that only answers requests for advisories. */
async function registry(status: number, answer: object): Promise<Server> {
  const server = createServer((request, reply) => {
    request.resume();
    reply.writeHead(request.method === 'POST' ? status : 404, { 'content-type': 'application/json' });
    reply.end(JSON.stringify(answer));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

async function audited(status: number, answer: object): Promise<{ code: number | null; line: string }> {
  const server = await registry(status, answer);
  const { port } = server.address() as AddressInfo;
  const root = join(import.meta.dirname, '../..');
  const env = { ...process.env, npm_config_registry: `http://127.0.0.1:${port}/` };
  const child = spawn(process.execPath, ['scripts/run.mjs', 'audit'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  child.stdout.on('data', (data: Buffer) => lines.push(data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  server.close();
  return { code, line: lines.join('').trim() };
}

const advisory = {
  id: 1,
  url: 'https://advisories.example/1',
  title: 'Everything is lost',
  severity: 'critical',
  vulnerable_versions: '*',
  cwe: [],
  cvss: { score: 9, vectorString: null },
};

describe('the audit of production packages', () => {
  it('reports no vulnerability if the registry knows none', async () => {
    const { code, line } = await audited(200, {});
    expect([code, line]).toEqual([
      0,
      expect.stringMatching(/^npm audit: no known vulnerability in \d+ production packages$/),
    ]);
  });

  it('fails with the names of vulnerable packages', async () => {
    const { code, line } = await audited(200, { fastify: [advisory] });
    expect(code).toBe(1);
    expect(line).toMatch(/^npm audit: .*fastify \(critical\)/);
  });

  it('reports that it did not run if the registry gives no answer', async () => {
    const { code, line } = await audited(405, {});
    expect(code).toBe(0);
    expect(line).toMatch(/^npm audit: NOT RUN, vulnerabilities are unknown: the registry answered 405 to POST http/);
  });
});
