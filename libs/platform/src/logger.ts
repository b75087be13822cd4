import { pino } from 'pino';

export type Logger = pino.Logger;

/** JSON lines on standard error: a constant sentence and fields; never bodies, names, e-mails, addresses. */
export function createLogger(level: string, role: string): Logger {
  const destination = pino.destination({ fd: 2, sync: false });
  destination.on('error', () => undefined); // a full disk loses log lines, but does not stop the service
  return pino({ level, base: { role }, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}
