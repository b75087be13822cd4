export const runPid: number;
export const runDir: string;
export function sharedPlace(): { isOurs: boolean; dataDir: string; ready: string };
export function ownClusterDir(name: string): string;
export function stopSharedKafka(dir?: string): Promise<void>;
