// With the service running: node docker/host-page/serve.mjs, then open http://127.0.0.1:8080
import { serveHostPage } from './host-page.mjs';

const service = (process.env.COLLOQUY_URL ?? 'http://127.0.0.1:3000').replace(/\/$/, '');
const { url } = await serveHostPage({
  service,
  port: Number(process.env.HOST_PAGE_PORT ?? 8080),
  host: process.env.HOST_PAGE_HOST ?? '127.0.0.1',
});
process.stdout.write(`The Harbour Gazette: ${url} (comments from ${service})\n`);
