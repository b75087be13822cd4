import type { Pool } from 'pg';
import { type Config, readConfig } from './config.ts';
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
}

/** Connects to the database and updates its schema. @param databaseUrl URL of the embedded or configured database */
export async function openFoundation(config: Config, databaseUrl: string, role: string): Promise<Foundation> {
  const logger = createLogger(config.LOG_LEVEL, role);
  const secrets = secretsOf(config);
  const applied = await orExplain(databaseUrl, async () => {
    if (config.DATABASE_URL !== undefined) await refuseSharedSessions(databaseUrl);
    return migrate(databaseUrl, moduleMigrations());
  });
  if (applied.length > 0) logger.info({ applied }, 'database schema updated');
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
