import { createServer } from 'node:net';
import { once } from 'node:events';
import type { Config } from './config.ts';
import { errorCode } from './error-code.ts';
import { StartupError } from './startup-error.ts';

/**
 * Checks before anything else is started that the service can listen on its address, so that a failed start prints only
 * that.
 * @throws StartupError
 */
export async function refuseTakenAddress({ HOST: host, PORT: port }: Pick<Config, 'HOST' | 'PORT'>): Promise<void> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    throw new StartupError(explain(errorCode(error), host, port));
  } finally {
    server.close();
  }
}

function explain(code: string | undefined, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT: ${port} is in use on ${host}. Stop the other process, or set PORT to another.`;
    case 'EACCES':
      return `PORT: this user may not listen on ${port}. Set PORT to 1024 or above.`;
    default:
      return `HOST: cannot listen on ${host} (${code ?? 'unknown reason'}).`;
  }
}
