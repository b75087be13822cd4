import { z } from 'zod';

/** A BCP 47 tag such as `de`, `pt-BR`, `zh-Hant-TW`. Only the syntax is checked. */
export const LanguageTag = z
  .string()
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*$/, 'must be a BCP 47 language tag')
  .max(35);
