/** The lock that a tab holds for as long as it is open. */
export const lockOf = (tab: string): string => `colloquy ${tab}`;
