import { z } from 'zod';
import { Uuid } from './identifiers.ts';
import { ReportCommentRequest, ThreadQuery } from './requests.ts';
import type { LimitedByBody } from './routes/route.ts';

const idOrNothing = Uuid.optional().catch(undefined);

/**
 * What is said in the address of a thread's own page. A wrong part is left out: people type addresses, and follow old
 * ones.
 */
export const EmbedQuery = z.object({
  sort: ThreadQuery.shape.sort.catch('newest').default('newest'),
  cursor: z.string().min(1).max(200).optional().catch(undefined),
  /** Empty: what the browser accepts. */
  lang: z.string().max(400).default('').catch(''),
  theme: z.enum(['auto', 'light', 'dark']).default('auto').catch('auto'),
  comment: idOrNothing,
  reply: idOrNothing,
  report: idOrNothing,
  /** A comment that was just posted, or reported. */
  posted: idOrNothing,
  reported: idOrNothing,
  /** The element alone, for a server-side include. */
  fragment: z.string().optional(),
});
export type EmbedQuery = z.infer<typeof EmbedQuery>;

/** It asks for what everybody is shown. */
export const namesNoComment = ({ comment, reply, report, posted, reported }: EmbedQuery): boolean =>
  [comment, reply, report, posted, reported].every((id) => id === undefined);

/** The fields of the form, which browsers send even when they are empty. */
export const EmbedForm = z.object({
  body: z.string().default(''),
  name: z.string().default(''),
  email: z.string().default(''),
  parentId: z.string().default(''),
  report: z.string().default(''),
  reason: ReportCommentRequest.shape.reason.optional().catch(undefined),
  note: z.string().default(''),
  nudged: z.string().default(''),
  form: z.string().default(''),
  website: z.string().default(''),
  lang: EmbedQuery.shape.lang,
  sort: EmbedQuery.shape.sort,
});
export type EmbedForm = z.infer<typeof EmbedForm>;

export const isReport = ({ report }: Pick<EmbedForm, 'report'>): boolean => report !== '';

/** A form counts as what it asks for: it must not be a cheaper way to report than any other. */
export const limitOfForm: LimitedByBody = {
  oneOf: ['post', 'report'],
  of: (body) => {
    const form = EmbedForm.safeParse(body ?? {});
    return form.success && isReport(form.data) ? 'report' : 'post';
  },
};
