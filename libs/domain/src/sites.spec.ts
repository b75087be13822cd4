import type { DomainEvent } from '#contracts/event-schemas';
import { type PutSite, type SiteEvent, type SiteSettings, sitesDecider } from './sites.ts';
import { given, recorded } from './specification/given.ts';
import { id } from './specification/identities.ts';

/** `given` records its history for the site `default`. */
const put = (changes: PutSite['changes'], siteId = 'default'): PutSite => ({
  type: 'PutSite',
  siteId,
  changes,
  actorId: id('boss'),
});
const changed = ({ name = null, timeZone = 'UTC' }: Partial<SiteSettings> = {}): DomainEvent<'SiteChanged'> => ({
  type: 'SiteChanged',
  data: { name, timeZone, origins: ['https://a.example'], actorId: id('boss') },
});

describe('the sites of an installation', () => {
  it('are none until an administrator creates one', () => {
    expect(sitesDecider.initialState.size).toBe(0);
  });

  it('are created with nothing but an id', () => {
    given(sitesDecider)
      .when(put({}, 'sport'))
      .yields({ type: 'SiteChanged', data: { name: null, timeZone: 'UTC', origins: [], actorId: id('boss') } });
  });

  it('are created even if another one has the same settings', () => {
    given(sitesDecider, [changed()])
      .when(put({ origins: ['https://a.example'] }, 'sport'))
      .yields({ data: { origins: ['https://a.example'] } });
  });

  it('keep the fields that a change omits', () => {
    given(sitesDecider, [changed({ name: 'The Paper', timeZone: 'Europe/Berlin' })])
      .when(put({ name: null, timeZone: undefined }))
      .yields({ data: { name: null, timeZone: 'Europe/Berlin', origins: ['https://a.example'] } });
  });

  it('do not change when set to their current values', () => {
    given(sitesDecider, [changed({ name: 'The Paper' })])
      .when(put({ name: 'The Paper', origins: ['https://a.example'] }))
      .yields();
    given(sitesDecider, [changed()]).when(put({})).yields();
  });

  it('are keyed by the site id of their events', () => {
    const [first, second] = recorded([changed({ name: 'One' }), changed({ name: 'Two' })]) as SiteEvent[];
    if (!first || !second) throw new Error('two events');
    const events: SiteEvent[] = [first, { ...second, siteId: 'sport' }];
    const state = events.reduce(sitesDecider.evolve, sitesDecider.initialState);
    expect([...state]).toMatchObject([
      ['default', { name: 'One' }],
      ['sport', { name: 'Two' }],
    ]);
    expect(sitesDecider.initialState.size).toBe(0);
  });
});
