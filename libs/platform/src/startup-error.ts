/** The service cannot start; the message is one line for the operator, and the process ends with exit code 1. */
export class StartupError extends Error {}
