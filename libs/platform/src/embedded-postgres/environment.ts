/** The environment of the server's programs: no secrets, and messages in English, which we parse. */
export const minimalEnvironment: NodeJS.ProcessEnv = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
