import { z } from 'zod';

/** BCP 47, by its form: `de`, `pt-BR`, `zh-Hant-TW`. */
export const LanguageTag = z
  .string()
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*$/, 'must be a BCP 47 language tag')
  .max(35);
