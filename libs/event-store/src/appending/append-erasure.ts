import type { Pool } from 'pg';
import type { AppendRequest } from './append.ts';
import { answerColumns, type AnswerRow, readAnswer } from './append-connection.ts';
import { OutcomeUnknown } from '../append-errors.ts';
import type { EncodedAppend } from './encode-append.ts';
import type { FlushAnswer } from './flush-sink.ts';

/**
 * Appends one request and destroys its subject's key, in one transaction. It is not part of a flush, because the other
 * requests in it would be checked as if the key still existed. Erasures are rare, so this costs little.
 * @throws OutcomeUnknown for any failure, because callers repeat an erasure in any case
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
      throw new OutcomeUnknown('an erasure failed or its outcome is unknown', { cause: error });
    });
  return readAnswer(rows[0]!);
}
