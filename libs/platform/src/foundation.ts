import type { Pool } from 'pg';
import { type Config, readConfig } from './config.ts';
import { connectionRefusal } from './connection-refusal.ts';
import { type Logger, createLogger } from './logger.ts';
import { migrate } from './migrate.ts';
import { moduleMigrations } from './migrations.ts';
import { createPool } from './postgres.ts';
import { type Secrets, loadSecrets } from './secrets.ts';
import { refuseSharedSessions } from './session-guard.ts';
import { StartupError } from './startup-error.ts';

/** Resources that every role needs, opened in this order and closed in reverse. */
export interface Foundation {
  readonly config: Config;
  readonly logger: Logger;
  readonly secrets: Secrets;
  readonly databaseUrl: string;
  readonly pool: Pool;
  /** Connections of the user that owns the tables: `pool`, unless MIGRATE_DATABASE_URL is set. */
  readonly ownerPool: Pool;
  /** Closes the connections of both. */
  close(): Promise<void>;
}

/** Connects to the database and updates its schema. @param databaseUrl URL of the embedded or configured database */
export async function openFoundation(config: Config, databaseUrl: string, role: string): Promise<Foundation> {
  const logger = createLogger(config.LOG_LEVEL, role);
  const secrets = secretsOf(config);
  await migrateDatabase(config, databaseUrl, logger);
  const open = (url: string): Pool => createPool(url, config.DATABASE_POOL, `colloquy ${role}`);
  const pool = open(databaseUrl);
  const ownerPool = config.MIGRATE_DATABASE_URL === undefined ? pool : open(config.MIGRATE_DATABASE_URL);
  const close = async (): Promise<void> => {
    await pool.end();
    if (ownerPool !== pool) await ownerPool.end();
  };
  return { config, logger, secrets, databaseUrl, pool, ownerPool, close };
}

/** Updates the schema, as the user that owns the tables. Returns the migrations it applied. */
export async function migrateDatabase(config: Config, databaseUrl: string, logger: Logger): Promise<string[]> {
  const owner = config.MIGRATE_DATABASE_URL;
  const [setting, url] =
    owner === undefined ? (['DATABASE_URL', databaseUrl] as const) : (['MIGRATE_DATABASE_URL', owner] as const);
  const applied = await orExplain(setting, url, async () => {
    if (config.DATABASE_URL !== undefined) await refuseSharedSessions(url, setting);
    return migrate(url, moduleMigrations(), {
      setting,
      onWait: (holder) => logger.warn({ holder }, 'waiting for another process to finish the migrations'),
      ...(owner !== undefined && config.DATABASE_URL !== undefined && { usedBy: config.DATABASE_URL }),
    });
  });
  if (applied.length > 0) logger.info({ applied }, 'database schema updated');
  return applied;
}

export const secretsOf = (config: Config): Secrets =>
  loadSecrets(config.DATA_DIR, {
    ...(config.JWT_SECRET !== undefined && { jwtSecret: config.JWT_SECRET }),
    ...(config.ENCRYPTION_KEY !== undefined && { encryptionKey: config.ENCRYPTION_KEY }),
  });

/** For the roles that scale out: they have no embedded database and require DATABASE_URL. */
export async function openClusterFoundation(role: string): Promise<Foundation> {
  const config = readConfig(process.env);
  if (config.DATABASE_URL === undefined) {
    throw new StartupError(
      `DATABASE_URL is not set: ${role} needs a PostgreSQL database. \`npm start\` runs everything with an embedded one`,
    );
  }
  return openFoundation(config, config.DATABASE_URL, role);
}

async function orExplain<T>(setting: string, url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refusal = error instanceof StartupError ? undefined : connectionRefusal(setting, url, error);
    throw refusal === undefined ? error : new StartupError(refusal, { cause: error });
  }
}
