import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { EmbedRenderer } from '#contracts/embed';
import { Refusal } from '#contracts/refusal';
import { type BuiltFile, builtApp, packed } from '../http/built-file.ts';

/** What `npm run build` made of apps/widget. Read when it is first asked for: the API itself needs none of it. */
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

  /** One of the languages that the script loads; undefined for a name that is none of them. */
  language(name: string): BuiltFile | undefined {
    const directory = this.built('widget');
    this.languageFiles ??= new Map(
      readdirSync(directory).map((file) => [file, packed(readFileSync(join(directory, file)))]),
    );
    return this.languageFiles.get(name);
  }

  /** The components, for pages without scripts. Loaded by path: no app imports another's sources. */
  renderer(): EmbedRenderer {
    return (this.embedRenderer ??= this.load());
  }

  private load(): EmbedRenderer {
    const loaded: unknown = createRequire(import.meta.filename)(this.built('embed.cjs'));
    if (!isRenderer(loaded)) throw new Error('embed.cjs is not what apps/widget builds');
    return loaded;
  }

  private built(file: string): string {
    const path = join(this.directory, file);
    if (!existsSync(path)) throw new Refusal('unavailable', 'The widget is not built. Run `npm run build`.');
    return path;
  }
}

/** By one name of it: the build makes them all or none. */
const isRenderer = (loaded: unknown): loaded is EmbedRenderer =>
  typeof loaded === 'object' && loaded !== null && 'renderThread' in loaded;
