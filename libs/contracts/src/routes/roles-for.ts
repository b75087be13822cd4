import type { Role } from '../vocabulary.ts';
import type { Access } from './route.ts';

/** The roles of which one lets a token call a route; what is missing here is not decided by roles. */
export const rolesFor: Partial<Record<Access, readonly Role[]>> = {
  moderator: ['moderator', 'admin'],
  admin: ['admin'],
  publisher: ['moderator', 'admin', 'service'],
  installation: ['admin', 'service'],
  analyst: ['analyst', 'service'],
};
