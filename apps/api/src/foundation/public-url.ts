/** Where the service is reached from outside: undefined unless PUBLIC_URL says so. */
export const publicUrl = Symbol('PublicUrl');
export type PublicUrl = string | undefined;
