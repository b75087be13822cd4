/** One thing that was looked at: what is said of it, and whether it is as the log says. */
export interface Examined {
  readonly isRight: boolean;
  readonly line: string;
}
