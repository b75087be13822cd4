// Finds the jars of Apache Kafka: resolved once with Maven from a pom, the broker's being docker/kafka/pom.xml, then kept in a cache.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const brokerPom = join(root, 'docker/kafka/pom.xml');

/** The log4j settings of every broker that the scripts start. */
export const log4jFile = join(root, 'docker/kafka/log4j2.properties');

/** The version of Apache Kafka that a pom pins. */
function kafkaVersion(pom) {
  return /<kafka\.version>(.+)<\/kafka\.version>/.exec(readFileSync(pom, 'utf8'))[1];
}

/** The `java` to run: from JAVA_HOME where that is set, else from the PATH. */
export function javaCommand() {
  return process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
}

/** What is missing on this machine to run a broker without containers: one plain sentence each, empty where nothing is. */
export function missingForKafka() {
  const missing = [];
  const java = javaMajor();
  if (java === undefined)
    missing.push('Java is missing: a broker needs a Java runtime 17 or later (set JAVA_HOME or the PATH).');
  else if (java < 17)
    missing.push(`Java ${java} is too old: a broker needs a Java runtime 17 or later (set JAVA_HOME or the PATH).`);
  if (!existsSync(jarsDir(brokerPom)) && spawnSync('mvn', ['-v']).status !== 0) {
    missing.push('Maven is missing: `mvn` fetches the jars of Apache Kafka once, into the cache.');
  }
  return missing;
}

/** Resolves to the folder that holds the jars; the first call on a machine asks Maven for them (some 45 MB, KAFKA_CACHE_DIR moves the cache). */
export async function kafkaJars({ pom = brokerPom, log = () => {} } = {}) {
  const dir = jarsDir(pom);
  if (existsSync(dir)) return dir;
  log(`fetching Apache Kafka ${kafkaVersion(pom)} with Maven, once`);
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

// The name carries a hash of the pom: a changed pom never runs on yesterday's jars.
function jarsDir(pom) {
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 8);
  return join(process.env.KAFKA_CACHE_DIR ?? join(root, '.cache/kafka'), `${kafkaVersion(pom)}-${hash}`);
}

// A rename is all or nothing, so a killed Maven leaves no half-filled cache; whoever comes second keeps the first one's.
function moveIntoPlace(fresh, dir) {
  try {
    renameSync(fresh, dir);
  } catch (error) {
    if (!existsSync(dir)) throw error;
  }
}

function copyDependencies(pom, outputDirectory) {
  const args = ['-B', '-q', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime'];
  const maven = spawn('mvn', [...args, `-DoutputDirectory=${outputDirectory}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  maven.stdout.on('data', (text) => output.push(String(text)));
  maven.stderr.on('data', (text) => output.push(String(text)));
  return new Promise((resolve, reject) => {
    maven.once('error', reject);
    maven.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`Maven could not fetch Apache Kafka:\n${output.join('').slice(-2000)}`)),
    );
  });
}

function javaMajor() {
  const { status, stderr, stdout } = spawnSync(javaCommand(), ['-version'], { encoding: 'utf8' });
  const version = status === 0 ? /version "(?:1\.)?(\d+)/.exec(stderr + stdout) : null;
  return version ? Number(version[1]) : undefined;
}
