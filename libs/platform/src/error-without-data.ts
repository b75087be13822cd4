/** The parts of an error that may be logged: its kind and where it was thrown. */
export interface ErrorWithoutData {
  readonly type: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: ErrorWithoutData;
}

const deepestCause = 3;
const mostFrames = 8;

/**
 * Describes an error without its message: PostgreSQL's errors quote values of the failing row, parsers quote their
 * input, and neither may be logged. The kind, the code and the frames lead to the line that threw.
 */
export function errorWithoutData(error: unknown, depth = 1): ErrorWithoutData {
  if (!(error instanceof Error)) return { type: `a thrown ${error === null ? 'null' : typeof error}` };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const stack = framesOf(error);
  return {
    type: error.constructor.name || 'Error',
    ...(code !== undefined && { code }),
    ...(stack !== '' && { stack }),
    ...(error.cause !== undefined && depth < deepestCause && { cause: errorWithoutData(error.cause, depth + 1) }),
  };
}

/** Cuts off the message before taking frames, because some of its lines may look like frames. */
function framesOf({ stack, message }: Error): string {
  if (typeof stack !== 'string') return '';
  const end = stack.indexOf(message);
  const rest = end === -1 ? stack : stack.slice(end + message.length);
  return rest
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(0, mostFrames)
    .join('\n');
}

const frame = /^ {4}at (?:.*\()?(?:file:|node:|\/|[A-Za-z]:\\)[^()]*:\d+:\d+\)?$/;
