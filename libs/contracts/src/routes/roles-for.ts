import type { Role } from '../vocabulary.ts';
import type { Access } from './route.ts';

/** The roles for each access: a token needs one of them. Access that is not listed does not depend on roles. */
export const rolesFor: Partial<Record<Access, readonly Role[]>> = {
  moderator: ['moderator', 'admin'],
  admin: ['admin'],
  publisher: ['moderator', 'admin', 'service'],
  installation: ['admin', 'service'],
  analyst: ['analyst', 'service'],
};
