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
/** Everything that browsers draw and that runs no script. */
const types: readonly (string | null)[] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/**
 * Pictures from Gravatar, fetched by the service: readers' browsers talk to nobody else, and no hash of an address
 * leaves for them.
 */
@Injectable()
export class Gravatars {
  private readonly key: Buffer;
  // Most people have no picture: that is remembered, too. Pictures are some 10 kB as a rule, and 200 kB at most.
  private readonly known = new LRUCache<string, Promise<{ picture: Picture | null }>>({
    max: 500,
    maxSize: 16_000_000,
    ttl: 3_600_000,
  });

  /**
   * Where pictures are: `https://gravatar.com/avatar`, or one that speaks alike; undefined: the operator wants none.
   */
  private readonly source: string | undefined;

  constructor(@Given() { keys, gravatarUrl }: Pick<ApiDependencies, 'gravatarUrl'> & GivenKeys<'emails'>) {
    this.key = deriveKey(keys.emails, 'gravatar tickets');
    this.source = gravatarUrl;
  }

  /** The address of somebody's picture; null where there is none. */
  addressFor(authorId: string, email: string | undefined): string | null {
    if (this.source === undefined || email === undefined) return null;
    return `/v1/avatars/gravatar/${sealTicket(this.key, pictured(authorId, email))}`;
  }

  /** Whose picture a ticket of ours names; null for any other. */
  whose(ticket: string): Pictured | null {
    return openTicket(this.key, ticket);
  }

  /** Null when they have none, or none can be had now. */
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

/** An entry without a picture. */
const smallest = 1000;

/** @throws when nobody knows whether there is one */
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
