import { Inject, Injectable, Optional } from '@nestjs/common';
import { originIn } from '#contracts/origin';
import type { SiteAnswer } from '#contracts/site';
import { type SiteSettings, type SitesState, newSite, sitesDecider } from '#domain/sites';
import { EventLog } from '#event-store/event-log';
import { recorded } from '../commands/recorded.ts';
import { sitesStream } from '../commands/stream-ids.ts';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';

/** How long "there is no such site" is believed: so soon another process's new site exists here, too. */
const recheckMs = 1000;

/**
 * The sites of this installation, in memory: to ask whether one exists costs no query. Only `default`, those of SITES
 * and those that somebody made exist; nothing may be written for any other.
 */
@Injectable()
export class Sites {
  private made: SitesState = sitesDecider.initialState;
  private reads = 0;
  private newest = 0;
  private readAt = 0;
  private own: readonly string[] = [];
  private looking: Promise<void> = Promise.resolve();
  private retry: NodeJS.Timeout | undefined;
  private origins: ReadonlyMap<string, readonly string[]> = new Map();
  private readonly configured: ReadonlySet<string>;
  /** The origins that pages of every site may come from; `*` for any. */
  readonly allowedOrigins: readonly string[];
  /** Where pages of any site may be. */
  everyOrigin: readonly string[];

  constructor(
    @Inject(EventLog) private readonly log: Pick<EventLog, 'readStream'>,
    @Given() { sites, allowedOrigins }: Pick<ApiDependencies, 'sites' | 'allowedOrigins'>,
    @Optional() private readonly clock: () => number = Date.now,
  ) {
    this.configured = new Set(['default', ...sites]);
    this.allowedOrigins = [...new Set(allowedOrigins.map((origin) => originIn(origin) ?? origin))];
    this.everyOrigin = this.allowedOrigins;
  }

  has(siteId: string): boolean {
    return this.configured.has(siteId) || this.made.has(siteId);
  }

  /** Does it exist whether or not somebody made it? */
  isConfigured(siteId: string): boolean {
    return this.configured.has(siteId);
  }

  /** As `has`; what is not known is looked up again, once a second at most, whoever asks for whatever. */
  async exists(siteId: string): Promise<boolean> {
    if (this.has(siteId)) return true;
    if (this.clock() - this.readAt >= recheckMs) this.looking = this.read().catch(() => undefined);
    await this.looking;
    return this.has(siteId);
  }

  /** Every site, by its id. */
  all(): string[] {
    return [...new Set([...this.configured, ...this.made.keys()])].toSorted();
  }

  answer(siteId: string): SiteAnswer {
    const { name, timeZone, origins } = this.settings(siteId);
    return { siteId, name, timeZone, origins: [...origins] };
  }

  /** What the site is called, for people. */
  nameOf(siteId: string): string {
    return this.settings(siteId).name ?? siteId;
  }

  /** Where pages of this site may be: ALLOWED_ORIGINS and the site's own; `*` for anywhere. */
  originsOf(siteId: string): readonly string[] {
    return this.origins.get(siteId) ?? this.allowedOrigins;
  }

  /**
   * Where the pages of this site are, by name: what else may call us under `*` is anybody's. Pages of our own, such as
   * the demo's, are everybody's.
   */
  pageOrigins(siteId: string): readonly string[] {
    return [...this.originsOf(siteId).filter((origin) => origin !== '*'), ...this.own];
  }

  /** We are reached there ourselves. */
  reachedAt(origins: readonly string[]): void {
    this.own = origins;
  }

  /**
   * Is it the origin of pages of this site? Without one: of pages of every site. `*` lets every page read and call
   * (CORS); it names none.
   */
  names(origin: string, siteId = ''): boolean {
    return origin !== '*' && this.originsOf(siteId).includes(origin);
  }

  /**
   * Reads what was made, by whichever process. An answer that comes late never replaces a newer one; one of a restored
   * log may know less.
   */
  async read(): Promise<void> {
    this.readAt = this.clock();
    const turn = (this.reads += 1);
    const events = await this.log.readStream(sitesStream);
    if (turn < this.newest) return;
    this.newest = turn;
    this.made = recorded(events).reduce(
      (state, event) => (event.type === 'SiteChanged' ? sitesDecider.evolve(state, event) : state),
      sitesDecider.initialState,
    );
    const withAllowed = (origins: readonly string[]) => [...new Set([...this.allowedOrigins, ...origins])];
    this.origins = new Map(Array.from(this.made, ([siteId, { origins }]) => [siteId, withAllowed(origins)]));
    this.everyOrigin = withAllowed([...this.origins.values()].flat());
  }

  /** Something changed, perhaps in another process: reads again, until it succeeds. */
  refresh(): void {
    clearTimeout(this.retry);
    void this.read().catch(() => {
      this.retry = setTimeout(() => this.refresh(), recheckMs).unref();
    });
  }

  stop(): void {
    clearTimeout(this.retry);
  }

  private settings(siteId: string): SiteSettings {
    return this.made.get(siteId) ?? newSite;
  }
}
