/**
 * A name within a sentence: whichever way it is written, the sentence around it keeps its order (Unicode TR 9, FSI and
 * PDI).
 */
export const isolate = (name: string): string => `\u2068${name}\u2069`;
