import type { Answer } from '#client/client';
import { computed, signal } from '@preact/signals';
import type { Api } from './api.ts';
import type { KeptCommands } from './kept-commands.ts';
import type { QueuedCommand } from './queued-command.ts';
import { isPassing } from './problem.ts';

export interface Unsent {
  readonly command: QueuedCommand;
  /** `stuck`: the service has not confirmed it; waits for the network or for the moderator. */
  readonly state: 'sending' | 'retrying' | 'stuck';
}

export type Delivery<T> = Answer<T> | { readonly ok: false; readonly discarded: true };

export interface Surroundings {
  /** Runs it once no other tab runs what has this name. */
  readonly inTurn: <T>(name: string, run: () => Promise<T>) => Promise<T>;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
}

/** Before each next attempt; then it is up to the network, or to the moderator. */
const pausesMs = [300, 1000, 2500];
/** So long the service knows a key again; what is older may be done twice, so its moderator is asked. */
const knownAgainMs = 24 * 3600_000;

/**
 * Sends commands until the service has answered them. They belong to the moderator who gave them: unsent ones are sent
 * when that person returns to this browser, and are never sent or shown under another identity. One of several tabs
 * sends them.
 */
export class Outbox {
  readonly unsent = signal<readonly Unsent[]>([]);
  readonly stuck = computed(() => this.unsent.value.filter(({ state }) => state === 'stuck'));
  /** How many comments wait for their decision to be sent, in all tabs of this person. */
  readonly waiting = signal(0);
  /** Commands of an older desk that stored no owner: sent only if this moderator confirms them. */
  readonly ownerless = signal<readonly QueuedCommand[]>([]);
  private person: string | null = null;
  private readonly wakers = new Map<string, (goOn: boolean) => void>();
  private readonly watched = new Set<string>();

  constructor(
    private readonly api: Pick<Api, 'send'>,
    private readonly kept: KeptCommands,
    private readonly around: Surroundings = inThisBrowser,
  ) {}

  /** Sets the person of this page, and sends the commands that they left unsent. */
  belongTo(person: string): void {
    this.person = person;
    this.ownerless.value = this.kept.ownerless();
    this.lookAround();
  }

  /** Resolves with the service's answer, or when the moderator has discarded the command. */
  async send<T>(command: QueuedCommand<T>): Promise<Delivery<T>> {
    const { person } = this;
    if (person === null) return { ok: false, discarded: true };
    this.watched.add(command.key);
    this.kept.put(person, { command, at: this.around.now() });
    this.change([...this.unsent.peek(), { command, state: 'sending' }]);
    return this.around.inTurn(command.key, () => this.finish(person, command));
  }

  /** Takes over the commands of closed tabs of this person, and drops those that other tabs have settled. */
  lookAround(): void {
    const { person } = this;
    if (person === null) return;
    for (const { command } of this.unsent.peek())
      if (!this.kept.has(person, command.key)) this.wakers.get(command.key)?.(false);
    for (const { command, at } of this.kept.of(person)) {
      if (this.watched.has(command.key)) continue;
      this.watched.add(command.key);
      void this.around.inTurn(command.key, () => this.takeOver(person, command, at));
    }
    this.count();
  }

  /** The network is back, or the moderator signed in again. */
  retry(): void {
    for (const wake of this.wakers.values()) wake(true);
  }

  giveUp(key: string): void {
    this.wakers.get(key)?.(false);
  }

  /** Discards every unsent command of this person, in all tabs. */
  discardAll(): void {
    const { person } = this;
    if (person === null) return;
    for (const { command } of this.kept.of(person)) this.kept.remove(person, command.key);
    this.lookAround();
  }

  /** Sends the commands without an owner, or discards them. */
  settleOwnerless(isTheirs: boolean): void {
    const commands = this.ownerless.peek();
    this.ownerless.value = [];
    this.kept.dropOwnerless();
    if (isTheirs) for (const command of commands) void this.send(command);
  }

  private async takeOver(person: string, command: QueuedCommand, at: number): Promise<void> {
    if (!this.kept.has(person, command.key)) return this.count();
    const isOld = this.around.now() - at > knownAgainMs;
    this.change([...this.unsent.peek(), { command, state: isOld ? 'stuck' : 'sending' }]);
    await this.finish(person, command, isOld);
  }

  private async finish<T>(person: string, command: QueuedCommand<T>, asks = false): Promise<Delivery<T>> {
    const isWanted = !asks || (await this.wake(command));
    const delivery = isWanted ? await this.deliver<T>(person, command) : ({ ok: false, discarded: true } as const);
    this.kept.remove(person, command.key);
    this.change(this.unsent.peek().filter((one) => one.command.key !== command.key));
    return delivery;
  }

  private async deliver<T>(person: string, command: QueuedCommand<T>): Promise<Delivery<T>> {
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
        const { status, retryAfterSeconds } = answer.problem;
        await this.around.pause(Math.max(pauseMs, status === 429 ? retryAfterSeconds * 1000 : 0));
      }
      if (!this.kept.has(person, key)) return { ok: false, discarded: true };
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
    this.count();
  }

  private count(): void {
    const kept = this.person === null ? [] : this.kept.of(this.person);
    this.waiting.value = kept.reduce((sum, { command }) => sum + command.count, 0);
  }
}

// A request that must survive its page may carry 64 kB at most.
const isSmall = (body: unknown): boolean => JSON.stringify(body ?? null).length < 50_000;

const inThisBrowser: Surroundings = {
  inTurn: (name, run) => navigator.locks.request(`colloquy-desk-unsent:${name}`, run),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  now: () => Date.now(),
};
