/** An operator's request cannot be fulfilled: only the message is printed, with exit code 1. */
export class CannotDo extends Error {
  override readonly name = 'CannotDo';
}
