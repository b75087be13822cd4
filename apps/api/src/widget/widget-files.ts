import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { EmbedRenderer } from '#contracts/embed';
import { Refusal } from '#contracts/refusal';

export type Encoding = 'br' | 'gzip' | 'identity';

/** A finished file: its bytes in every encoding, and the ETag made from them. */
export interface WidgetFile {
  readonly etag: string;
  readonly bytes: Readonly<Record<Encoding, Buffer>>;
}

/** What `npm run build` made of apps/widget. Read when it is first asked for: the API itself needs none of it. */
@Injectable()
export class WidgetFiles {
  private readonly directory = join(packageRoot(__dirname), 'dist/apps/widget');
  private scriptFile: WidgetFile | undefined;
  private styleFile: WidgetFile | undefined;
  private languageFiles: Map<string, WidgetFile> | undefined;
  private embedRenderer: EmbedRenderer | undefined;

  script(): WidgetFile {
    return (this.scriptFile ??= packed(readFileSync(this.built('widget.js'))));
  }

  style(): WidgetFile {
    return (this.styleFile ??= packed(Buffer.from(this.renderer().stylesheet)));
  }

  /** One of the languages that the script loads; undefined for a name that is none of them. */
  language(name: string): WidgetFile | undefined {
    const directory = this.built('widget');
    this.languageFiles ??= new Map(
      readdirSync(directory).map((file) => [file, packed(readFileSync(join(directory, file)))]),
    );
    return this.languageFiles.get(name);
  }

  /** The components, for pages without scripts. Loaded by path: no app imports another's sources. */
  renderer(): EmbedRenderer {
    return (this.embedRenderer ??= createRequire(__filename)(this.built('embed.cjs')) as EmbedRenderer);
  }

  private built(file: string): string {
    const path = join(this.directory, file);
    if (!existsSync(path)) throw new Refusal('unavailable', 'The widget is not built: npm run build.');
    return path;
  }
}

const packed = (bytes: Buffer): WidgetFile => ({
  etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`,
  bytes: { identity: bytes, gzip: gzipSync(bytes, { level: 9 }), br: brotliCompressSync(bytes) },
});

/** From the sources as from dist, the package is what holds package.json. */
function packageRoot(directory: string): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error('there is no package.json above the API');
  return packageRoot(parent);
}
