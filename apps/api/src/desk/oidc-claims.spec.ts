import { hasAllClaims, personOf } from './oidc-claims.ts';
import type { OidcSettings } from '../foundation/oidc-settings.ts';

const settings = (differences: Partial<OidcSettings> = {}): OidcSettings => ({
  issuer: 'https://login.example',
  clientId: 'desk',
  scope: 'openid',
  publicUrl: 'https://c.example',
  rolesClaim: 'roles',
  sharesReaders: false,
  ...differences,
});
const person = (claims: object, differences: Partial<OidcSettings> = {}) =>
  personOf({ sub: '42', name: 'Ada', ...claims }, settings(differences), '/out');
const roles = (claims: object, differences: Partial<OidcSettings> = {}) => person(claims, differences).roles;

describe('the identity provider’s claims', () => {
  it('give the desk’s roles, by role name or by the configured mapping', () => {
    expect(roles({ roles: ['admin', 'moderator', 'service', 'analyst'] })).toEqual(['moderator', 'admin']);
    const mapped = { roles: ['mods=moderator', 'chiefs=admin', 'chiefs=moderator'] };
    expect(roles({ roles: ['chiefs', 'all'] }, mapped)).toEqual(['moderator', 'admin']);
    expect(() => roles({ roles: ['admin'] }, mapped)).toThrow('no-role');
  });

  it('may hold roles as a string, nested in objects, or under a URL as the claim’s name', () => {
    expect(roles({ roles: 'moderator' })).toEqual(['moderator']);
    const deep = { realm_access: { roles: ['moderator'] } };
    expect(roles(deep, { rolesClaim: 'realm_access.roles' })).toEqual(['moderator']);
    const named = { 'https://news.example/roles': ['moderator'] };
    expect(roles(named, { rolesClaim: 'https://news.example/roles' })).toEqual(['moderator']);
    expect(roles({ hd: 'news.example' }, { rolesClaim: 'hd', roles: ['news.example=moderator'] })).toHaveLength(1);
  });

  it('give no role in an unexpected shape', () => {
    for (const given of [
      undefined,
      null,
      1,
      true,
      { moderator: true },
      [['moderator']],
      [{ name: 'moderator' }],
      'Moderator',
    ])
      expect(() => roles({ roles: given })).toThrow('no-role');
    expect(() => roles({}, { rolesClaim: 'constructor.name', roles: ['Object=admin'] })).toThrow('no-role');
  });

  it('give roles by e-mail address only if it is confirmed', () => {
    const byAddress = { rolesClaim: 'email', roles: ['ada@news.example=admin'] };
    const email = 'ada@news.example';
    expect(roles({ email, email_verified: true }, byAddress)).toEqual(['admin']);
    for (const confirmed of [undefined, false, 'true'])
      expect(() => roles({ email, email_verified: confirmed }, byAddress)).toThrow('no-role');
  });

  it('limit the moderator to the listed sites and queues, and to none with an empty list', () => {
    const moderator = { roles: 'moderator' };
    expect(person({ ...moderator, sites: 'sport', queues: ['pending'] })).toMatchObject({
      sites: ['sport'],
      queues: ['pending'],
    });
    expect(person({ ...moderator, sites: [] }).sites).toEqual([]);
    for (const sites of ['../x', ['Sport'], { a: 1 }, null])
      expect(() => person({ ...moderator, sites })).toThrow('bad-limits');
    expect(() => person({ ...moderator, queues: ['all'] })).toThrow('bad-limits');
  });

  it('keep moderators apart from readers with the same id, unless both use the same provider', () => {
    expect(person({ roles: 'admin' }).subject).toBe('\u0000https://login.example\u000042');
    expect(person({ roles: 'admin' }, { sharesReaders: true }).subject).toBe('42');
  });

  it('give a name, from another name claim if needed', () => {
    expect(person({ roles: 'admin', name: undefined, preferred_username: 'ada' }).name).toBe('ada');
    for (const name of [undefined, '', '  ', 'a\nb', 'x'.repeat(81)])
      expect(() => person({ roles: 'admin', name })).toThrow('no-name');
  });

  it('are incomplete without a name, roles or limits', () => {
    const all = { name: 'Ada', roles: ['any'], sites: ['sport'], queues: [] };
    expect(hasAllClaims(all, settings())).toBe(true);
    for (const missing of Object.keys(all)) {
      const rest = Object.fromEntries(Object.entries(all).filter(([claim]) => claim !== missing));
      expect([missing, hasAllClaims(rest, settings())]).toEqual([missing, false]);
    }
  });
});
