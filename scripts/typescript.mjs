// `node -C source --import ./scripts/typescript.mjs file.ts` runs TypeScript from the sources without type checking:
// for specs that need a process of their own to kill, and for programs that are not built.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
