/** All that the server's programs see of our environment: no secrets, and messages in the one language that we read. */
export const minimalEnvironment: NodeJS.ProcessEnv = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
