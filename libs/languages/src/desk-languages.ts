/** The desk's languages. To add one, add it here; the compiler then lists every text that is missing. */
export const deskLanguages = ['en', 'de', 'ar'] as const;
