import { randomBytes } from 'node:crypto';
import { openTicket, pictured, sealTicket } from './gravatar-ticket.ts';

describe('a picture ticket', () => {
  const key = randomBytes(32);
  const authorId = '0198a000-0000-7000-8000-000000000001';
  const ticket = sealTicket(key, pictured(authorId, ' Ada@Example.org '));

  it('holds the author and Gravatar’s hash, readable only with our key', () => {
    const hash = 'cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d';
    expect(openTicket(key, ticket)).toEqual({ authorId, hash });
    expect(openTicket(randomBytes(32), ticket)).toBeNull();
    expect(Buffer.from(ticket, 'base64url').toString('hex')).not.toContain(hash);
  });

  it('is the same for the same author and address, and different for others', () => {
    expect(sealTicket(key, pictured(authorId, 'ada@example.org'))).toBe(ticket);
    expect(sealTicket(key, pictured(authorId, 'eve@example.org'))).not.toBe(ticket);
  });

  it('is refused with any changed bit, and if it is not a ticket', () => {
    const bytes = Buffer.from(ticket, 'base64url');
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(openTicket(key, changed.toString('base64url'))).toBeNull();
    }
    expect(openTicket(key, '')).toBeNull();
    expect(openTicket(key, 'no-ticket')).toBeNull();
  });
});
