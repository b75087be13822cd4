import { pino } from 'pino';

export type Logger = pino.Logger;

/** JSON lines on standard error: a constant sentence and fields; never bodies, names, e-mails, addresses. */
export const createLogger = (level: string, role: string): Logger =>
  pino({ level, base: { role }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: false }));
