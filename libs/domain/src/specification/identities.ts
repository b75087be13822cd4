/** Returns a UUIDv7-shaped id that is the same for one name in every spec. */
export const id = (name: string): string => {
  const letters = Array.from(name, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  const digits = letters.slice(0, 20).padEnd(20, '0');
  return `${digits.slice(0, 8)}-0000-7000-8000-${digits.slice(8)}`;
};

export const eventId = (version: number): string => `00000000-0000-7000-9000-${String(version).padStart(12, '0')}`;
