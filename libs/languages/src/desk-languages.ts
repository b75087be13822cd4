/** The desk's languages. One more is a line here, and then does not compile until every text is there. */
export const deskLanguages = ['en', 'de', 'ar'] as const;
