import { Inject, Injectable, Optional } from '@nestjs/common';
import { originIn } from '#contracts/origin';
import type { SiteAnswer } from '#contracts/site';
import { type SiteSettings, type SitesState, newSite, sitesDecider } from '#domain/sites';
import { EventLog } from '#event-store/event-log';
import { recorded } from '../commands/recorded.ts';
import { sitesStream } from '../commands/stream-ids.ts';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';

/** An unknown site is looked up again after this time, so that another process's new site is soon known here. */
const recheckMs = 1000;

/**
 * The sites of this installation, kept in memory, so that checking for one costs no query. `default`, those of SITES
 * and those created by the API exist. Nothing may be written for any other.
 */
@Injectable()
export class Sites {
  private made: SitesState = sitesDecider.initialState;
  private reads = 0;
  private newest = 0;
  private readAt = 0;
  private own: readonly string[] = [];
  private reading: Promise<void> = Promise.resolve();
  private retry: NodeJS.Timeout | undefined;
  private origins: ReadonlyMap<string, readonly string[]> = new Map();
  private readonly configured: ReadonlySet<string>;
  /** The origins that pages of every site may come from; `*` for any. */
  readonly allowedOrigins: readonly string[];
  /** The allowed origins of all sites. */
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

  /** Returns true if the site exists by configuration, without an event. */
  isConfigured(siteId: string): boolean {
    return this.configured.has(siteId);
  }

  /** Like `has`, but reads the sites again for an unknown one, at most once a second for all callers. */
  async exists(siteId: string): Promise<boolean> {
    if (this.has(siteId)) return true;
    if (this.clock() - this.readAt >= recheckMs) this.reading = this.read().catch(() => undefined);
    await this.reading;
    return this.has(siteId);
  }

  /** The ids of all sites, sorted. */
  all(): string[] {
    return [...new Set([...this.configured, ...this.made.keys()])].toSorted();
  }

  answer(siteId: string): SiteAnswer {
    const { name, timeZone, origins } = this.settings(siteId);
    return { siteId, name, timeZone, origins: [...origins] };
  }

  /** The site's display name. */
  nameOf(siteId: string): string {
    return this.settings(siteId).name ?? siteId;
  }

  /** The origins that pages of this site may have: ALLOWED_ORIGINS and the site's own; `*` for any. */
  originsOf(siteId: string): readonly string[] {
    return this.origins.get(siteId) ?? this.allowedOrigins;
  }

  /**
   * The named origins of this site's pages. `*` is left out, because under it any page may call. The service's own
   * pages, such as the demo, count for every site.
   */
  pageOrigins(siteId: string): readonly string[] {
    return [...this.originsOf(siteId).filter((origin) => origin !== '*'), ...this.own];
  }

  /** Sets the origins of the service's own pages. */
  setOwnOrigins(origins: readonly string[]): void {
    this.own = origins;
  }

  /**
   * Returns true if the origin is named for this site; without a site, for all sites. `*` lets every page call (CORS)
   * but names no origin.
   */
  names(origin: string, siteId = ''): boolean {
    return origin !== '*' && this.originsOf(siteId).includes(origin);
  }

  /**
   * Reads the sites from the log. A late result does not replace a newer one. After a restore, a newer result may have
   * fewer sites.
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

  /** Reads the sites again after a change in any process, and retries until it succeeds. */
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
