import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { EmbedRenderer } from '#contracts/embed';
import { Refusal } from '#contracts/refusal';
import { type BuiltFile, builtApp, packed } from '../http/built-file.ts';

/** The built files of apps/widget. Read on the first request, because the API can run without them. */
@Injectable()
export class WidgetFiles {
  private readonly directory = builtApp('widget');
  private scriptFile: BuiltFile | undefined;
  private styleFile: BuiltFile | undefined;
  private languageFiles: Map<string, BuiltFile> | undefined;
  private embedRenderer: EmbedRenderer | undefined;

  script(): BuiltFile {
    return (this.scriptFile ??= packed(readFileSync(this.built('widget.js'))));
  }

  style(): BuiltFile {
    return (this.styleFile ??= packed(Buffer.from(this.renderer().stylesheet)));
  }

  /** The file of a language, which the script loads; undefined for an unknown name. */
  language(name: string): BuiltFile | undefined {
    const directory = this.built('widget');
    this.languageFiles ??= new Map(
      readdirSync(directory).map((file) => [file, packed(readFileSync(join(directory, file)))]),
    );
    return this.languageFiles.get(name);
  }

  /**
   * Renders the components for pages without scripts. Loaded by path, because apps do not import each other's sources.
   */
  renderer(): EmbedRenderer {
    return (this.embedRenderer ??= this.load());
  }

  private load(): EmbedRenderer {
    const loaded: unknown = createRequire(import.meta.filename)(this.built('embed.cjs'));
    if (!isRenderer(loaded)) throw new Error(`${this.built('embed.cjs')} has no renderThread: run npm run build`);
    return loaded;
  }

  private built(file: string): string {
    const path = join(this.directory, file);
    if (!existsSync(path)) throw new Refusal('unavailable', 'The widget is not built. Run `npm run build`.');
    return path;
  }
}

/** Checks only one function, because the build creates all or none. */
const isRenderer = (loaded: unknown): loaded is EmbedRenderer =>
  typeof loaded === 'object' && loaded !== null && 'renderThread' in loaded;
