import type { SignInProblem } from '#contracts/desk-session';

/** Why signing in did not work, in a sentence for whoever tried. */
export const signInProblems = {
  'link-used': 'This link was used before, or is older than ten minutes. Ask for a new one.',
  expired: 'Signing in took too long, or was begun in another window. Try again.',
  refused: 'The identity provider did not sign you in.',
  unavailable: 'The identity provider cannot be reached. Try again in a while.',
  'too-many': 'Too many attempts from this address. Try again in a minute.',
  failed: 'The answer of the identity provider could not be trusted. The service’s log says why.',
  'no-role': 'You are signed in, but not as a moderator. Ask whoever looks after the newsroom’s accounts.',
  'no-name': 'Your account has no name to show beside your decisions.',
  'bad-limits': 'Your account is limited to sites or queues that cannot exist.',
} as const satisfies Record<SignInProblem, string>;

/** Nobody is signed in, for a reason that they are told. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';

  constructor(
    readonly problem: SignInProblem,
    options?: ErrorOptions,
  ) {
    super(problem, options);
  }
}
