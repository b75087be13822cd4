/** The `java` to run: from JAVA_HOME where that is set, else from the PATH. */
export function javaCommand(): string;
/** Resolves to the folder that holds the jars; the first call on a machine asks Maven for them. */
export function kafkaJars(options?: { pom?: string; log?: (line: string) => void }): Promise<string>;
