import { type FastifyInstance, fastify } from 'fastify';
import { TrustProxy, trustIn } from '#platform/trusted-proxies';
import { believeOnlyProxies } from '#api/http/forwarded';
import { pathOf } from '#api/http/path-of';

/** The client and the address of a request, as the service sees them. */
export interface Asked {
  readonly ip: string;
  readonly ips?: readonly string[];
  readonly host: string;
  readonly protocol: string;
  readonly url: string;
}

/** A server that returns the client and the address of each request, configured as in startApi. */
export class AskedServer {
  private constructor(
    private readonly app: FastifyInstance,
    readonly port: number,
  ) {}

  /** @param setting value of `TRUST_PROXY` */
  static async start(setting: string): Promise<AskedServer> {
    const proxies = TrustProxy.parse(setting);
    const trusts = proxies === 0 ? undefined : trustIn(proxies);
    const app = fastify({ trustProxy: trusts ?? false, rewriteUrl: pathOf });
    if (trusts) app.addHook('onRequest', believeOnlyProxies(trusts));
    app.get('/*', ({ ip, ips, host, protocol, url }): Asked => ({ ip, ips: ips ?? [], host, protocol, url }));
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
    return new AskedServer(app, Number(port));
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
