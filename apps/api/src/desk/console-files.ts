import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Injectable, Optional } from '@nestjs/common';
import { type BuiltFile, builtApp, packed } from '../http/built-file.ts';

export interface ConsoleFile extends BuiltFile {
  readonly type: string;
}

/** The built files of apps/console, read on the first request. */
@Injectable()
export class ConsoleFiles {
  private files: ReadonlyMap<string, ConsoleFile> | undefined;

  constructor(@Optional() private readonly directory: string = builtApp('console')) {}

  /**
   * Returns undefined if the desk has no such file.
   * @param path below /desk, such as `assets/main-4f2a.js`
   */
  find(path: string): ConsoleFile | undefined {
    if (!existsSync(join(this.directory, 'index.html'))) return undefined; // not cached: the build may still be running
    // Only names found in the directory are opened, so that no path leads outside of it.
    this.files ??= new Map([...this.filesIn(''), ...this.filesIn('assets/')]);
    return this.files.get(path);
  }

  private filesIn(folder: string): [string, ConsoleFile][] {
    const directory = join(this.directory, folder);
    if (!existsSync(directory)) return [];
    return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
      const type = types[extname(entry.name)];
      if (!entry.isFile() || type === undefined) return [];
      const file = { ...packed(readFileSync(join(directory, entry.name))), type };
      return [[folder + entry.name, file]];
    });
  }
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};
