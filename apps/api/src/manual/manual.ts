import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asyncApiDocument } from '#contracts/async-api';
import { type BuiltFile, packageRoot, packedAside } from '../http/built-file.ts';
import { eventReference } from './event-reference.ts';
import { contractAddress, linkedFile, manualAddress, relativeAddress } from './manual-address.ts';
import { type ParsedPage, parsePage, renderPage } from './manual-markdown.ts';
import { manualPage } from './manual-page.ts';
import { manualSources } from './manual-sources.ts';
import { placesOf } from './search-index.ts';
import { sidebarOf } from './sidebar.ts';

export interface ManualFile extends BuiltFile {
  readonly type: string;
}

const html = 'text/html; charset=utf-8';
/** Pages that are no files: they are made from what they describe. */
const madePages: Readonly<Record<string, () => string>> = {
  'docs/event-reference.md': () => eventReference(asyncApiDocument()),
};
/** Links of this origin lead to the service that shows the page. */
const runningService = /^http:\/\/127\.0\.0\.1:3000(?=\/)/;

/**
 * The pages of the repository as HTML, with the pictures and examples that they show. Each is made when it is first
 * requested.
 */
export class Manual {
  private readonly sources: ReadonlyMap<string, string>;
  private readonly fileAt: ReadonlyMap<string, string>;
  private readonly made = new Map<string, Promise<ManualFile>>();

  constructor(private readonly root = packageRoot(import.meta.dirname)) {
    const files = manualSources(root);
    this.sources =
      files.size === 0 ? files : new Map([...files, ...Object.keys(madePages).map((page) => [page, html] as const)]);
    this.fileAt = new Map([...this.sources.keys()].map((file) => [manualAddress(file), file]));
  }

  /** The addresses of all pages. */
  get pages(): readonly string[] {
    return this.pageFiles().map(manualAddress);
  }

  /** @param address as in the request, decoded; undefined where there is no such page or file */
  find(address: string): Promise<ManualFile> | undefined {
    const known = this.made.get(address);
    if (known) return known;
    const make = this.makerOf(address);
    if (!make) return undefined;
    const made = make();
    this.made.set(address, made);
    made.catch(() => this.made.delete(address));
    return made;
  }

  private makerOf(address: string): (() => Promise<ManualFile>) | undefined {
    if (this.sources.size === 0) return undefined;
    if (address === '/docs/search.json') return () => this.search();
    if (address === '/docs/manual.css') return () => ownFile('manual.css', 'text/css; charset=utf-8');
    if (address === '/docs/manual.js') return () => ownFile('manual.js', 'text/javascript; charset=utf-8');
    const file = this.fileAt.get(address);
    if (file === undefined) return undefined;
    return file.endsWith('.md') ? () => this.page(file) : () => this.asItIs(file);
  }

  private async page(file: string): Promise<ManualFile> {
    const address = manualAddress(file);
    const parsed = await this.parsed(file, (to) => relativeAddress(address, to));
    const title = parsed.headings[0]?.text ?? file;
    return this.shown(address, title, renderPage(parsed), parsed);
  }

  private async shown(
    address: string,
    title: string,
    body: string,
    { headings }: Pick<ParsedPage, 'headings'>,
  ): Promise<ManualFile> {
    const { tokens } = await this.parsed('docs/README.md', (to) => to);
    return packedAs(Buffer.from(manualPage({ address, title, body, headings, sidebar: sidebarOf(tokens) })), html);
  }

  private async search(): Promise<ManualFile> {
    const places = [];
    // One by one, since requests are answered in between.
    for (const file of this.pageFiles()) {
      const parsed = await this.parsed(file, (to) => to);
      places.push(...placesOf(relativeAddress('/docs/search.json', manualAddress(file)), parsed));
    }
    return packedAs(Buffer.from(JSON.stringify(places)), 'application/json; charset=utf-8');
  }

  private async asItIs(file: string): Promise<ManualFile> {
    return packedAs(await readFile(join(this.root, file)), this.sources.get(file) ?? 'application/octet-stream');
  }

  private async parsed(page: string, lead: (address: string) => string): Promise<ParsedPage> {
    const source = madePages[page]?.() ?? (await readFile(join(this.root, page), 'utf8'));
    return parsePage(source, (link) => {
      if (runningService.test(link)) return lead(link.replace(runningService, ''));
      if (/^(?:[a-z][a-z+.-]*:|#)/i.test(link)) return link;
      const { file, rest } = linkedFile(page, link);
      const address = this.addressOf(file);
      return address === undefined ? undefined : lead(address) + rest;
    });
  }

  private addressOf(file: string): string | undefined {
    const served = contractAddress(file);
    if (served !== undefined) return served;
    return [file, `${file.replace(/\/?$/, '')}/README.md`].filter((one) => this.sources.has(one)).map(manualAddress)[0];
  }

  private pageFiles(): string[] {
    return [...this.sources.keys()].filter((file) => file.endsWith('.md'));
  }
}

const packedAs = async (bytes: Buffer, type: string): Promise<ManualFile> => ({ ...(await packedAside(bytes)), type });

const ownFile = async (name: string, type: string): Promise<ManualFile> =>
  packedAs(await readFile(join(import.meta.dirname, 'browser', name)), type);
