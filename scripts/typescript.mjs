// `node -C source --import ./scripts/typescript.mjs file.ts` runs TypeScript straight from the sources, types
// unchecked: for specs that need a process of their own, to kill it, and for programs that are not built.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
