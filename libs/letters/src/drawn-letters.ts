// Small capitals, and letters in black circles and boxes. Readers see letters, but neither NFKC nor Unicode's table of
// confusables maps them.
const smallCapitals = 'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ\u{0}ʏᴢ';
const drawnLetter = new RegExp(`[${smallCapitals}\\u{1f150}-\\u{1f169}\\u{1f170}-\\u{1f189}]`, 'gu');

/** Replaces such letters by the Latin ones that they show. */
export const undrawn = (text: string): string => text.replace(drawnLetter, letterOf);

function letterOf(drawn: string): string {
  const at = smallCapitals.indexOf(drawn);
  const code = drawn.codePointAt(0) ?? 0;
  return String.fromCodePoint(at >= 0 ? 0x61 + at : 0x41 + (code - (code < 0x1f170 ? 0x1f150 : 0x1f170)));
}
