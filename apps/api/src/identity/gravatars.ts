import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { deriveKey } from '#platform/secrets';
import { type ApiDependencies, Given, type GivenKeys } from '../foundation/api-dependencies.ts';
import { type Pictured, openTicket, pictured, sealTicket } from './gravatar-ticket.ts';

export interface Picture {
  readonly type: string;
  readonly bytes: Buffer;
}

const timeoutMs = 3000;
const largestBytes = 200_000;
/** Image types that browsers display and that cannot run scripts. */
const types: readonly (string | null)[] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/**
 * Fetches pictures from Gravatar on the server. Readers' browsers contact no third party and do not get the hash of an
 * e-mail address.
 */
@Injectable()
export class Gravatars {
  private readonly key: Buffer;
  // Most people have no picture, which is cached as well. A picture has about 10 kB, at most 200 kB.
  private readonly known = new LRUCache<string, Promise<{ picture: Picture | null }>>({
    max: 500,
    maxSize: 16_000_000,
    ttl: 3_600_000,
  });

  /** The base URL of `https://gravatar.com/avatar` or a compatible service; undefined if pictures are turned off. */
  private readonly source: string | undefined;

  constructor(@Given() { keys, gravatarUrl }: Pick<ApiDependencies, 'gravatarUrl'> & GivenKeys<'emails'>) {
    this.key = deriveKey(keys.emails, 'gravatar tickets');
    this.source = gravatarUrl;
  }

  /** The path of an author's picture; null without an e-mail address or if pictures are turned off. */
  addressFor(authorId: string, email: string | undefined): string | null {
    if (this.source === undefined || email === undefined) return null;
    return `/v1/avatars/gravatar/${sealTicket(this.key, pictured(authorId, email))}`;
  }

  /** The author and hash in a ticket; null for a ticket that this service did not make. */
  personIn(ticket: string): Pictured | null {
    return openTicket(this.key, ticket);
  }

  /** Returns null if there is no picture, or if it cannot be fetched now. */
  async pictureOf({ hash }: Pictured): Promise<Picture | null> {
    if (this.source === undefined) return null;
    const asked = this.known.get(hash) ?? this.ask(hash);
    return asked.then(
      ({ picture }) => picture,
      () => {
        this.known.delete(hash);
        return null;
      },
    );
  }

  private ask(hash: string): Promise<{ picture: Picture | null }> {
    const asked = fetched(`${this.source}/${hash}?s=128&d=404&r=g`);
    const remember = (bytes: number) => this.known.set(hash, asked, { size: smallest + bytes });
    remember(0);
    asked.then(
      ({ picture }) => picture && remember(picture.bytes.length),
      () => undefined,
    );
    return asked;
  }
}

/** The counted bytes of a cache entry without a picture. */
const smallest = 1000;

/** @throws if the source failed, so that it is unknown whether there is a picture */
async function fetched(url: string): Promise<{ picture: Picture | null }> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  const type = response.headers.get('content-type');
  if (!response.ok || !types.includes(type)) {
    await response.body?.cancel();
    if (response.status >= 500 || response.status === 429)
      throw new Error(`the source of pictures answered ${response.status}`);
    return { picture: null };
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    if ((size += part.length) > largestBytes) return { picture: null };
  }
  return { picture: { type: type ?? '', bytes: Buffer.concat(parts) } };
}
