/** The command line is invalid: exit code 2, with the usage line. */
export class UsedWrongly extends Error {
  override readonly name = 'UsedWrongly';
}
