import type { DomainEvent } from '#contracts/event-schemas';
import { type PutSite, type SiteEvent, type SiteSettings, sitesDecider } from './sites.ts';
import { given, recorded } from './specification/given.ts';
import { id } from './specification/identities.ts';

/** The history of `given` happens on the site `default`. */
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
  it('are none until somebody makes one', () => {
    expect(sitesDecider.initialState.size).toBe(0);
  });

  it('are made with nothing but an id', () => {
    given(sitesDecider)
      .when(put({}, 'sport'))
      .yields({ type: 'SiteChanged', data: { name: null, timeZone: 'UTC', origins: [], actorId: id('boss') } });
  });

  it('are made even where another one has the same settings', () => {
    given(sitesDecider, [changed()])
      .when(put({ origins: ['https://a.example'] }, 'sport'))
      .yields({ data: { origins: ['https://a.example'] } });
  });

  it('keep what a change leaves out', () => {
    given(sitesDecider, [changed({ name: 'The Paper', timeZone: 'Europe/Berlin' })])
      .when(put({ name: null, timeZone: undefined }))
      .yields({ data: { name: null, timeZone: 'Europe/Berlin', origins: ['https://a.example'] } });
  });

  it('do not change when they are set to what they are', () => {
    given(sitesDecider, [changed({ name: 'The Paper' })])
      .when(put({ name: 'The Paper', origins: ['https://a.example'] }))
      .yields();
    given(sitesDecider, [changed()]).when(put({})).yields();
  });

  it('are known by the site that their event is of', () => {
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
