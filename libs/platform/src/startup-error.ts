/**
 * The service cannot start, for a reason that its operator can fix. The message is one line with the setting or place
 * and the cause. It is printed without a stack, and the process exits 1.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';

  constructor(message: string, options?: ErrorOptions) {
    super(message.replaceAll(/\s*\n\s*/g, ' ').trim(), options);
  }
}
