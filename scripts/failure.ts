/** What a script says, without a stack, and ends with. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}
