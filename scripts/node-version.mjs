// Imported first, and for this effect alone: one clear line instead of whatever an older Node would trip over.
const [major, minor] = process.versions.node.split('.').map(Number);
const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
if (!fits) {
  console.error(`Colloquy needs Node.js 20.19 or later, or 22.12 or later; this is ${process.version}.`);
  process.exit(1);
}
