/** The command's line makes no sense: exit code 2, and its usage. */
export class UsedWrongly extends Error {
  override readonly name = 'UsedWrongly';
}
