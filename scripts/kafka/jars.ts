// Finds the jars of Apache Kafka. Maven resolves them once from a pom (for the broker docker/kafka/pom.xml) into a
// cache.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { x } from 'tinyexec';
import { answerOf } from '../processes.ts';
import { root } from '../root.ts';

const brokerPom = join(root, 'docker/kafka/pom.xml');

/** The log4j settings of every broker that the scripts start. */
export const log4jFile = join(root, 'docker/kafka/log4j2.properties');

/** The `java` to run: from JAVA_HOME if it is set, otherwise from the PATH. */
export function javaCommand(): string {
  const { JAVA_HOME: home } = process.env;
  return home ? join(home, 'bin', 'java') : 'java';
}

/** Lists what this machine lacks to run a broker without containers: one sentence each, empty if nothing is missing. */
export function missingForKafka(): string[] {
  const missing = [];
  const java = javaMajor();
  if (java === undefined)
    missing.push('Java is missing: a broker needs a Java runtime 17 or later (set JAVA_HOME or the PATH).');
  else if (java < 17)
    missing.push(`Java ${java} is too old: a broker needs a Java runtime 17 or later (set JAVA_HOME or the PATH).`);
  if (!existsSync(jarsDir(brokerPom)) && answerOf('mvn', '-v') === undefined) {
    missing.push('Maven is missing: `mvn` fetches the jars of Apache Kafka once, into the cache.');
  }
  return missing;
}

interface JarsOptions {
  readonly pom?: string;
  readonly log?: (line: string) => void;
}

/**
 * Resolves to the folder with the jars. The first call on a machine downloads them with Maven (about 45 MB, into
 * KAFKA_CACHE_DIR if it is set).
 */
export async function kafkaJars({ pom = brokerPom, log = () => {} }: JarsOptions = {}): Promise<string> {
  const dir = jarsDir(pom);
  if (existsSync(dir)) return dir;
  log(`downloading Apache Kafka ${kafkaVersion(pom)} with Maven (once)`);
  mkdirSync(dirname(dir), { recursive: true });
  const fresh = mkdtempSync(`${dir}.new-`);
  try {
    await copyDependencies(pom, fresh);
    moveIntoPlace(fresh, dir);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return dir;
}

/** The version of Apache Kafka that a pom pins. */
function kafkaVersion(pom: string): string {
  const [, version] = /<kafka\.version>(.+)<\/kafka\.version>/.exec(readFileSync(pom, 'utf8')) ?? [];
  if (version === undefined) throw new Error(`${pom} has no kafka.version`);
  return version;
}

// Includes a hash of the pom, so that a changed pom does not use outdated jars.
function jarsDir(pom: string): string {
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 8);
  const { KAFKA_CACHE_DIR: cache = join(root, '.cache/kafka') } = process.env;
  return join(cache, `${kafkaVersion(pom)}-${hash}`);
}

// A rename is atomic, so a killed Maven leaves no incomplete cache. If another process was faster, its cache is kept.
function moveIntoPlace(fresh: string, dir: string): void {
  try {
    renameSync(fresh, dir);
  } catch (error) {
    if (!existsSync(dir)) throw error;
  }
}

async function copyDependencies(pom: string, outputDirectory: string): Promise<void> {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${outputDirectory}`];
  const maven = ['-B', '-q', '-f', pom, ...goal];
  const { exitCode, stdout, stderr } = await x('mvn', maven);
  if (exitCode !== 0) throw new Error(`Maven could not fetch Apache Kafka:\n${(stdout + stderr).slice(-2000)}`);
}

function javaMajor(): number | undefined {
  const [, major] = /version "(?:1\.)?(\d+)/.exec(answerOf(javaCommand(), '-version') ?? '') ?? [];
  return major === undefined ? undefined : Number(major);
}
