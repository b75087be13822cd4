import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { matchesEtag } from './matches-etag.ts';
import { varyBy } from './vary.ts';

type Encoding = 'br' | 'gzip' | 'identity';

/** A file ready to send: its bytes in every encoding, and its ETag. */
export interface BuiltFile {
  readonly etag: string;
  readonly bytes: Readonly<Record<Encoding, Buffer>>;
}

const etagOf = (bytes: Buffer): string => `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;

export const packed = (bytes: Buffer): BuiltFile => ({
  etag: etagOf(bytes),
  bytes: { identity: bytes, gzip: gzipSync(bytes, { level: 9 }), br: brotliCompressSync(bytes) },
});

/** The same in other threads, for files that are made while requests are answered. A little larger, and much sooner. */
export async function packedAside(bytes: Buffer): Promise<BuiltFile> {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
  const [zipped, br] = await Promise.all([promisify(gzip)(bytes), promisify(brotliCompress)(bytes, quality)]);
  return { etag: etagOf(bytes), bytes: { identity: bytes, gzip: zipped, br } };
}

/** The folder into which `npm run build` writes a front end. */
export const builtApp = (app: 'widget' | 'console'): string => join(packageRoot(import.meta.dirname), 'dist/apps', app);

/** Sends the file in the best encoding that the browser accepts, or 304 if the browser has it. */
export function sendBuilt(
  request: FastifyRequest,
  reply: FastifyReply,
  { etag, bytes }: BuiltFile,
  type: string,
): void {
  reply.header('etag', etag);
  varyBy(reply, 'accept-encoding');
  if (matchesEtag(request.headers['if-none-match'], etag)) {
    reply.code(304).send();
    return;
  }
  const encoding = encodingFor(request.headers['accept-encoding']);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  reply.header('content-type', type).send(bytes[encoding]);
}

const encodingFor = (accepted: string | string[] | undefined): Encoding =>
  (['br', 'gzip'] as const).find((one) => new RegExp(`\\b${one}\\b(?!;q=0(?:\\.0*)?(?:,|$))`).test(String(accepted))) ??
  'identity';

/** The nearest folder with package.json, which works both from the sources and from dist. */
export function packageRoot(directory: string): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error(`no package.json found above ${import.meta.dirname}`);
  return packageRoot(parent);
}
