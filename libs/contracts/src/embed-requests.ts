import { z } from 'zod';
import { Uuid } from './identifiers.ts';
import { ReportCommentRequest, ThreadQuery } from './requests.ts';
import type { LimitedByBody } from './routes/route.ts';

const idOrNothing = Uuid.optional().catch(undefined);

/**
 * The query of a thread's own page. Invalid values are ignored instead of refused, because people edit addresses and
 * follow old links.
 */
export const EmbedQuery = z.object({
  sort: ThreadQuery.shape.sort.catch('newest').default('newest').describe('Order of the top-level comments'),
  cursor: z.string().min(1).max(200).optional().catch(undefined).describe('From the link to the next page'),
  lang: z
    .string()
    .max(400)
    .default('')
    .catch('')
    .describe('Language of the page, as a BCP 47 tag or a list of them. Default: what the browser accepts'),
  theme: z.enum(['auto', 'light', 'dark']).default('auto').catch('auto').describe('Colours; `auto` follows the system'),
  comment: idOrNothing.describe('Id of a comment that must be on the page'),
  reply: idOrNothing.describe('Id of the comment whose reply form is open'),
  report: idOrNothing.describe('Id of the comment whose report form is open'),
  posted: idOrNothing.describe('Id of the comment that was just posted'),
  reported: idOrNothing.describe('Id of the comment that was just reported'),
  fragment: z.string().optional().describe('Present: only the element, for a server-side include'),
});
export type EmbedQuery = z.infer<typeof EmbedQuery>;

/** True: the page is the same for every reader. */
export const namesNoComment = ({ comment, reply, report, posted, reported }: EmbedQuery): boolean =>
  [comment, reply, report, posted, reported].every((id) => id === undefined);

const text = z.string().default('');

/** The fields of the form, which browsers send even when they are empty. */
export const EmbedForm = z.object({
  body: text.describe('The comment'),
  name: text.describe('Name of the guest'),
  email: text.describe('E-mail address of the guest'),
  parentId: text.describe('Id of the comment to reply to'),
  report: text.describe('Id of the comment to report; then the form is a report'),
  reason: ReportCommentRequest.shape.reason.optional().catch(undefined).describe('Reason of the report'),
  note: text.describe('Details of the report'),
  nudged: text.describe('Not empty: the author was asked to reconsider and sends it anyway'),
  form: text.describe('The form token of the page'),
  website: text.describe('A hidden field that people leave empty and bots fill in'),
  lang: EmbedQuery.shape.lang,
  sort: EmbedQuery.shape.sort,
});
export type EmbedForm = z.infer<typeof EmbedForm>;

export const isReport = ({ report }: Pick<EmbedForm, 'report'>): boolean => report !== '';

/** A form counts against the limit of what it does, so that reports by form are not limited less than others. */
export const limitOfForm: LimitedByBody = {
  oneOf: ['post', 'report'],
  of: (body) => {
    const form = EmbedForm.safeParse(body ?? {});
    return form.success && isReport(form.data) ? 'report' : 'post';
  },
};
