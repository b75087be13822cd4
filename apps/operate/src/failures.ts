/** The command's line makes no sense: exit code 2, and its usage. */
export class UsedWrongly extends Error {
  override readonly name = 'UsedWrongly';
}

/** What an operator asked for cannot be done: exit code 1, and the message is all that is printed. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
