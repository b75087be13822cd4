/** The result of one check, and the line that reports it. */
export interface Examined {
  readonly isRight: boolean;
  readonly line: string;
}
