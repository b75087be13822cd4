/**
 * The service cannot start, for a reason that its operator can mend. The message is one line that names the setting or
 * the place and the cause; it is printed without a stack, and the process ends with exit code 1.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';

  constructor(message: string, options?: ErrorOptions) {
    super(message.replaceAll(/\s*\n\s*/g, ' ').trim(), options);
  }
}
