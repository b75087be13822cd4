// `node -C source --import ./scripts/typescript.mjs file.ts` runs TypeScript from the sources without type checking:
// for specs that need a process of their own to kill, and for programs that are not built.
import module from 'node:module';
import { load } from './typescript-hooks.mjs';

// Node 20 has no hooks in the same thread, and Node 26 warns of those in another one.
if (module.registerHooks) module.registerHooks({ load });
else module.register('./typescript-hooks.mjs', import.meta.url);
