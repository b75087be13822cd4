import type { Answer } from '#client/client';
import type { Request } from '#client/request';
import { computed, signal } from '@preact/signals';
import type { Api } from './api.ts';
import { isPassing } from './problem.ts';

/**
 * Something that the moderator did, on its way to the service. Its key makes sure that it is done once, however often
 * it is sent.
 */
export interface QueuedCommand<Answered = unknown> extends Request<Answered> {
  readonly key: string;
  /** How many comments it decides. */
  readonly count: number;
}

export interface Unsent {
  readonly command: QueuedCommand;
  /** `stuck`: not sent as far as anybody knows; waits for the network, or for the moderator's word. */
  readonly state: 'sending' | 'retrying' | 'stuck';
}

export type Delivery<T> = Answer<T> | { readonly ok: false; readonly discarded: true };

export interface OutboxStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

const storageKey = 'colloquy-desk-outbox';
/** Before each next attempt; then it is up to the network, or to the moderator. */
const pausesMs = [300, 1000, 2500];

/** Sends commands until the service has answered them. What is unsent is there again after a reload. */
export class Outbox {
  readonly unsent = signal<readonly Unsent[]>([]);
  readonly stuck = computed(() => this.unsent.value.filter(({ state }) => state === 'stuck'));
  private readonly wakers = new Map<string, (goOn: boolean) => void>();

  constructor(
    private readonly api: Pick<Api, 'send'>,
    private readonly storage: OutboxStorage,
    private readonly pause: (milliseconds: number) => Promise<void> = sleep,
  ) {}

  /** Resolves with the service's answer, or when the moderator gave it up. */
  async send<T>(command: QueuedCommand<T>): Promise<Delivery<T>> {
    this.change([...this.unsent.peek(), { command, state: 'sending' }]);
    const delivery = await this.deliver<T>(command);
    this.change(this.unsent.peek().filter((one) => one.command.key !== command.key));
    return delivery;
  }

  /** What an earlier page left unsent. Each is sent again with its own key. */
  resume(): Promise<Delivery<unknown>>[] {
    return stored(this.storage).map((command) => this.send(command));
  }

  /** The network is back, or the moderator signed in again. */
  retry(): void {
    for (const wake of this.wakers.values()) wake(true);
  }

  giveUp(key: string): void {
    this.wakers.get(key)?.(false);
  }

  private async deliver<T>(command: QueuedCommand<T>): Promise<Delivery<T>> {
    for (let attempt = 0; ; attempt++) {
      const { key, body } = command;
      const answer = await this.api.send(command, { key, keepalive: isSmall(body) });
      if (answer.ok || !(isPassing(answer.problem) || answer.problem.status === 401)) return answer;
      const pauseMs = answer.problem.status === 401 ? undefined : pausesMs[attempt];
      if (pauseMs === undefined) {
        if (!(await this.wake(command))) return { ok: false, discarded: true };
        attempt = -1;
      } else {
        this.mark(command, 'retrying');
        await this.pause(
          Math.max(pauseMs, answer.problem.status === 429 ? answer.problem.retryAfterSeconds * 1000 : 0),
        );
      }
    }
  }

  private wake(command: QueuedCommand): Promise<boolean> {
    this.mark(command, 'stuck');
    return new Promise((resolve) => {
      this.wakers.set(command.key, (goOn) => {
        this.wakers.delete(command.key);
        if (goOn) this.mark(command, 'retrying');
        resolve(goOn);
      });
    });
  }

  private mark(command: QueuedCommand, state: Unsent['state']): void {
    this.change(this.unsent.peek().map((one) => (one.command.key === command.key ? { ...one, state } : one)));
  }

  private change(unsent: readonly Unsent[]): void {
    this.unsent.value = unsent;
    this.storage.setItem(storageKey, JSON.stringify(unsent.map(({ command }) => command)));
  }
}

// A request that must survive its page may carry 64 kB at most.
const isSmall = (body: unknown): boolean => JSON.stringify(body ?? null).length < 50_000;

function stored(storage: OutboxStorage): QueuedCommand[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isQueued) : [];
  } catch {
    return [];
  }
}

/** Enough of one to be sent as it was. */
const isQueued = (one: unknown): one is QueuedCommand =>
  typeof one === 'object' && one !== null && 'key' in one && 'method' in one && 'path' in one;

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
