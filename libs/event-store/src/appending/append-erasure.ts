import type { Pool } from 'pg';
import type { AppendRequest } from './append.ts';
import { answerColumns, type AnswerRow, readAnswer } from './append-connection.ts';
import { OutcomeUnknown } from '../append-errors.ts';
import type { EncodedAppend } from './encode-append.ts';
import type { FlushAnswer } from './flush-sink.ts';

/**
 * Appends one request and drops its subject's key, in one transaction. It goes by itself and not with a flush: an
 * erasure is rare, and what shares its flush would be judged as if the key were still there. Throws OutcomeUnknown for
 * whatever fails, since an erasure is repeated in any case.
 */
export async function appendErasure(
  pool: Pool,
  { json }: EncodedAppend,
  { subjectId, siteId }: NonNullable<AppendRequest['erases']>,
): Promise<FlushAnswer> {
  const { rows } = await pool
    .query<AnswerRow>({
      text: `select ${answerColumns} from append_erasure($1, $2, $3)`,
      values: [`[${json}]`, subjectId, siteId],
      rowMode: 'array',
    })
    .catch((error: unknown) => {
      throw new OutcomeUnknown('the database did not store an erasure', { cause: error });
    });
  return readAnswer(rows[0]!);
}
