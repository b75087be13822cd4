/** Whether the reader has the answer of this ETag already (`If-None-Match`). */
export const matchesEtag = (given: string | undefined, etag: string): boolean =>
  given !== undefined && (given === '*' || given.split(',').some((one) => one.trim().replace(/^W\//, '') === etag));
