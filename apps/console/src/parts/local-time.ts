/** A moment as `<input type="datetime-local">` writes it: in the moderator's time zone, without one. '' for none. */
export function toLocalInput(time: string | null): string {
  if (time === null) return '';
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment that was typed; null for none, and for what is none. */
export function fromLocalInput(typed: string): string | null {
  const date = new Date(typed);
  return typed === '' || Number.isNaN(date.getTime()) ? null : date.toISOString();
}
