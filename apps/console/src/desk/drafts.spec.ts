import { signal } from '@preact/signals';
import type { DeskSessionAnswer } from '#contracts/desk-session';
import type { SessionState } from '../service/session.ts';
import { Drafts } from './drafts.ts';

const sessionOf = (name: string): DeskSessionAnswer => ({
  moderator: { id: `id of ${name}`, name, cameBy: 'link' },
  roles: ['moderator'],
  sites: ['default'],
  queues: ['pending'],
  csrfToken: 'token',
  expiresAt: '2026-12-01T00:00:00.000Z',
  signOutUrl: '/desk/sign-in',
});
const open = (name: string): SessionState => ({ kind: 'open', session: sessionOf(name) });

/** A tab's storage, which holds no more than `limit` texts. */
function storageWith(limit = Infinity) {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => {
      if (kept.size >= limit) throw new Error('no limit');
      kept.set(name, text);
    },
    removeItem: (name: string) => void kept.delete(name),
    key: (at: number) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
}

function setUp(storage = storageWith()) {
  const session = signal<SessionState>(open('Ada'));
  return { session, storage, drafts: new Drafts(session, storage) };
}

describe('a draft', () => {
  it('is kept for its place until it is forgotten', () => {
    const { drafts } = setUp();
    drafts.keep('note 1', 'half a sentence');
    expect([drafts.read('note 1'), drafts.read('note 2')]).toEqual(['half a sentence', null]);
    drafts.keep('note 1', null);
    expect(drafts.read('note 1')).toBeNull();
  });

  it('is still there after a reload, and after a session that ended by itself', () => {
    const { drafts, session, storage } = setUp();
    drafts.keep('note 1', 'half a sentence');
    session.value = { kind: 'expired', session: sessionOf('Ada') };
    expect(drafts.read('note 1')).toBe('half a sentence');
    const later = signal<SessionState>({ kind: 'asking' });
    const reloaded = new Drafts(later, storage);
    later.value = { kind: 'none' }; // ended meanwhile
    later.value = open('Ada');
    expect(reloaded.read('note 1')).toBe('half a sentence');
  });

  it('is not shown to another person', () => {
    const { drafts, session } = setUp();
    drafts.keep('note 1', 'of Ada');
    session.value = open('Ida');
    expect(drafts.read('note 1')).toBeNull();
    session.value = open('Ada');
    expect(drafts.read('note 1')).toBe('of Ada');
  });

  it('is gone once its writer signs out; others stay', () => {
    const { drafts, session, storage } = setUp();
    drafts.keep('note 1', 'of Ada');
    drafts.keep('note 2', 'of Ada, too');
    session.value = open('Ada Byron');
    drafts.keep('note 1', 'of the other Ada');
    session.value = open('Ada');
    session.value = { kind: 'none' };
    expect([...storage.kept.values()]).toEqual(['of the other Ada']);
  });

  it('is not kept where nothing was written', () => {
    const { drafts, storage } = setUp();
    drafts.keep('note 1', ' \n');
    expect(storage.kept.size).toBe(0);
  });

  it('is kept for as long as the page is open if the browser’s storage is full', () => {
    const { drafts, session } = setUp(storageWith(0));
    drafts.keep('note 1', 'half a sentence');
    expect(drafts.read('note 1')).toBe('half a sentence');
    session.value = { kind: 'none' };
    session.value = open('Ada');
    expect(drafts.read('note 1')).toBeNull();
  });
});
