import type { Pool } from 'pg';
import { type Config, readConfig } from './config.ts';
import { type Logger, createLogger } from './logger.ts';
import { migrate } from './migrate.ts';
import { roomMigrations } from './migrations.ts';
import { createPool } from './postgres.ts';
import { type Secrets, loadSecrets } from './secrets.ts';
import { refuseSharedSessions } from './session-guard.ts';
import { StartupError } from './startup-error.ts';

/** What every role stands on, opened in this order and closed in reverse. */
export interface Foundation {
  readonly config: Config;
  readonly logger: Logger;
  readonly secrets: Secrets;
  readonly databaseUrl: string;
  readonly pool: Pool;
}

/**
 * Connects to the database, and brings its schema up to date.
 * @param databaseUrl where PostgreSQL is; embedded or configured
 */
export async function openFoundation(config: Config, databaseUrl: string, role: string): Promise<Foundation> {
  const logger = createLogger(config.LOG_LEVEL, role);
  const secrets = secretsOf(config);
  const applied = await orExplain(databaseUrl, async () => {
    if (config.DATABASE_URL !== undefined) await refuseSharedSessions(databaseUrl);
    return migrate(databaseUrl, roomMigrations());
  });
  if (applied.length > 0) logger.info({ applied }, 'schema brought up to date');
  return {
    config,
    logger,
    secrets,
    databaseUrl,
    pool: createPool(databaseUrl, config.DATABASE_POOL, `colloquy ${role}`),
  };
}

export const secretsOf = (config: Config): Secrets =>
  loadSecrets(config.DATA_DIR, {
    ...(config.JWT_SECRET !== undefined && { jwtSecret: config.JWT_SECRET }),
    ...(config.ENCRYPTION_KEY !== undefined && { encryptionKey: config.ENCRYPTION_KEY }),
  });

/** The roles that scale out have no embedded database: somebody must say where theirs is. */
export async function openClusterFoundation(role: string): Promise<Foundation> {
  const config = readConfig(process.env);
  if (config.DATABASE_URL === undefined) {
    throw new StartupError(
      `DATABASE_URL is unset: ${role} needs a PostgreSQL to connect to; \`npm start\` runs everything with one of its own`,
    );
  }
  return openFoundation(config, config.DATABASE_URL, role);
}

async function orExplain<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      typeof error.code === 'string' &&
      /^(E[A-Z]+|28...|3D000|57P03)$/.test(error.code)
    ) {
      throw new StartupError(
        `DATABASE_URL: cannot connect to PostgreSQL at ${withoutPassword(databaseUrl)} (${error.code})`,
      );
    }
    throw error;
  }
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}
