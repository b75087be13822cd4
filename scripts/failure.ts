/** An error of which a script prints only the message, with the exit code to end with. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}
