export const runPid: number;
export const runDir: string;
export function sharedBrokers(): Promise<string[]>;
export function ownClusterDir(name: string): string;
export function stopSharedKafka(dir?: string): Promise<void>;
