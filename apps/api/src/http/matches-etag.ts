/** Returns true if the client already has the answer with this ETag (`If-None-Match`). */
export const matchesEtag = (given: string | undefined, etag: string): boolean =>
  given !== undefined && (given === '*' || given.split(',').some((one) => one.trim().replace(/^W\//, '') === etag));
