/** What an operator asked for cannot be done: the message is all that is printed, with exit code 1. */
export class CannotDo extends Error {
  override readonly name = 'CannotDo';
}
