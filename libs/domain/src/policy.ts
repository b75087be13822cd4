import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import { type Policy, completePolicy, defaultPolicy } from '#contracts/policy';
import { Refusal } from '#contracts/refusal';
import type { Decider } from './decider.ts';
import { contradictions } from './policy-contradictions.ts';

export interface ChangePolicy {
  type: 'ChangePolicy';
  policy: Policy;
  /** The version that the change is based on; 0 is the default policy. */
  basedOn: number;
  actorId: string;
  /** False: no key for readers' tokens is configured, so only guests could write. */
  readersCanSignIn?: boolean;
}
export interface PolicyState {
  readonly policy: Policy;
  readonly policyVersion: number;
}
export type PolicyEvent = RecordedEvent<'PolicyChanged'>;

const initialState: PolicyState = { policy: defaultPolicy, policyVersion: 0 };

function decide(command: ChangePolicy, state: PolicyState): DomainEvent[] {
  if (isSame(command.policy, state.policy)) return [];
  if (command.basedOn !== state.policyVersion) throw new Refusal('precondition-failed');
  refuseContradiction(command.policy);
  if (command.readersCanSignIn === false && !command.policy.guestsAllowed)
    throw new Refusal('policy-contradicts-itself', lockedOut);
  const { policy, actorId } = command;
  return [{ type: 'PolicyChanged', data: { policyVersion: state.policyVersion + 1, policy, actorId } }];
}

/** Compares regardless of key order, because PostgreSQL's jsonb returns keys in another order. */
const isSame = (one: Policy, other: Policy): boolean => canonical(one) === canonical(other);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** @throws Refusal for the first contradiction in the policy */
export function refuseContradiction(policy: Policy): void {
  const reason = contradictions.map((find) => find(policy)).find((found) => found !== undefined);
  if (reason !== undefined) throw new Refusal('policy-contradicts-itself', reason);
}

const lockedOut =
  'guestsAllowed is false, but readers cannot sign in, because neither JWT_SECRET nor JWKS_URL is set. No reader could write a comment.';

const evolve = (_state: PolicyState, { data }: PolicyEvent): PolicyState => ({
  policy: completePolicy(data.policy),
  policyVersion: data.policyVersion,
});

export const policyDecider: Decider<ChangePolicy, PolicyState, PolicyEvent> = { initialState, decide, evolve };
