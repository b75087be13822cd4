import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import type { Decider } from './decider.ts';

export interface SiteSettings {
  readonly name: string | null;
  /** IANA name. */
  readonly timeZone: string;
  /** The origins of the site's own pages, as browsers send them. */
  readonly origins: readonly string[];
}

/** The sites that were created, by id. */
export type SitesState = ReadonlyMap<string, SiteSettings>;

/** Creates a site, or changes an existing one. Omitted fields keep their values. */
export interface PutSite {
  type: 'PutSite';
  siteId: string;
  changes: { [K in keyof SiteSettings]?: SiteSettings[K] | undefined };
  actorId: string;
}
export type SiteEvent = RecordedEvent<'SiteChanged'>;

/** The settings of a site whose creator set none. */
export const newSite: SiteSettings = { name: null, timeZone: 'UTC', origins: [] };

const initialState: SitesState = new Map();

function decide({ siteId, changes, actorId }: PutSite, state: SitesState): DomainEvent[] {
  const known = state.get(siteId);
  const { name, timeZone, origins } = { ...(known ?? newSite), ...given(changes) };
  const next = { name, timeZone, origins: [...origins] };
  if (known && JSON.stringify(next) === JSON.stringify(settingsIn(known))) return [];
  return [{ type: 'SiteChanged', data: { ...next, actorId } }];
}

const given = (changes: PutSite['changes']): Partial<SiteSettings> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));

const evolve = (state: SitesState, { siteId, data }: SiteEvent): SitesState =>
  new Map(state).set(siteId, settingsIn(data));

const settingsIn = ({ name, timeZone, origins }: SiteSettings): SiteSettings => ({ name, timeZone, origins });

export const sitesDecider: Decider<PutSite, SitesState, SiteEvent> = { initialState, decide, evolve };
