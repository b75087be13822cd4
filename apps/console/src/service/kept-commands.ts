import type { QueuedCommand } from './queued-command.ts';

export type KeepingStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** A command with when it was given. */
export interface KeptCommand {
  readonly command: QueuedCommand;
  readonly at: number;
}

/** The prefix of each entry's name; the person's id and the command's key follow. */
export const keptPrefix = 'colloquy-desk-unsent';
/** Of desks before this one, which did not write down whose it was. */
const ownerlessName = 'colloquy-desk-outbox';

/**
 * Commands of this browser's moderators that the service has not answered. Each is a separate entry, because tabs write at
 * the same time, and none overwrites another's.
 */
export class KeptCommands {
  constructor(
    private readonly storage: KeepingStorage,
    private readonly ofThisTab: KeepingStorage,
  ) {}

  put(person: string, { command, at }: KeptCommand): void {
    this.storage.setItem(nameOf(person, command.key), JSON.stringify({ command, at }));
  }

  has(person: string, key: string): boolean {
    return this.storage.getItem(nameOf(person, key)) !== null;
  }

  remove(person: string, key: string): void {
    this.storage.removeItem(nameOf(person, key));
  }

  /** In the order in which they were given. */
  of(person: string): readonly KeptCommand[] {
    const names = Array.from({ length: this.storage.length }, (_, at) => this.storage.key(at) ?? '');
    return names
      .filter((name) => name.startsWith(nameOf(person, '')))
      .flatMap((name) => asKept(parsed(this.storage.getItem(name))) ?? [])
      .toSorted((one, other) => one.at - other.at);
  }

  /** Commands of an old desk that stored no owner. */
  ownerless(): readonly QueuedCommand[] {
    const kept = parsed(this.ofThisTab.getItem(ownerlessName));
    return Array.isArray(kept) ? kept.filter(isQueued) : [];
  }

  dropOwnerless(): void {
    this.ofThisTab.removeItem(ownerlessName);
  }
}

const nameOf = (person: string, key: string): string => `${keptPrefix}:${person}:${key}`;

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

function asKept(one: unknown): KeptCommand | undefined {
  if (typeof one !== 'object' || one === null || !('command' in one) || !isQueued(one.command)) return undefined;
  return { command: one.command, at: 'at' in one && typeof one.at === 'number' ? one.at : 0 };
}

/** Enough of one to be sent as it was. */
const isQueued = (one: unknown): one is QueuedCommand =>
  typeof one === 'object' && one !== null && 'key' in one && 'method' in one && 'path' in one;
