import type { SignInProblem } from '#contracts/desk-session';

/** The reasons why a sign-in failed, as shown to the moderator. */
export const signInProblems = {
  'link-used': 'This link was used before, or is older than ten minutes. Ask for a new one.',
  expired: 'Signing in took too long, or was begun in another window. Try again.',
  refused: 'The identity provider did not sign you in.',
  unavailable: 'The identity provider cannot be reached. Try again in a while.',
  'too-many': 'Too many attempts from this address. Try again in a minute.',
  failed: 'The answer of the identity provider could not be trusted. The service’s log has the reason.',
  'no-role': 'You are signed in, but not a moderator. Ask the administrator of your newsroom’s accounts for a role.',
  'no-name': 'Your account has no name to show with your decisions.',
  'bad-limits': 'Your account is limited to sites or queues with invalid names.',
} as const satisfies Record<SignInProblem, string>;

/** A sign-in failed, for a reason that the moderator is shown. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';

  constructor(
    readonly problem: SignInProblem,
    options?: ErrorOptions,
  ) {
    super(problem, options);
  }
}
