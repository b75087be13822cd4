import { parseArgs } from 'node:util';
import { x } from 'tinyexec';
import { z } from 'zod';
import { root } from './root.ts';

export const help = `npm run audit: checks the packages that run in production for known vulnerabilities. Exit code 1 if there are any
If the registry does not answer the request (many mirrors do not), the result is NOT RUN, and the exit code is 0.`;

/** The output of npm, with a result or an error. */
const Report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string() })).optional(),
  metadata: z
    .object({ vulnerabilities: z.unknown(), dependencies: z.object({ prod: z.number().optional() }).optional() })
    .optional(),
  statusCode: z.number().optional(),
  method: z.string().optional(),
  uri: z.string().optional(),
  message: z.string().optional(),
});
type Report = z.infer<typeof Report>;

export async function main(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  const report = await reported();
  if (report.metadata?.vulnerabilities === undefined) {
    console.log(`npm audit: NOT RUN, vulnerabilities are unknown: ${reasonOf(report)}`);
    return 0;
  }
  const found = Object.entries(report.vulnerabilities ?? {}).map(([name, { severity }]) => `${name} (${severity})`);
  if (found.length > 0) console.log(`npm audit: ${found.join(', ')}`);
  else console.log(`npm audit: no known vulnerability in ${report.metadata.dependencies?.prod} production packages`);
  return found.length > 0 ? 1 : 0;
}

/** Empty if npm's output cannot be parsed, for example after the time limit of one minute. */
async function reported(): Promise<Report> {
  try {
    const options = { timeout: 60_000, nodeOptions: { cwd: root } };
    const { stdout } = await x('npm', ['audit', '--omit=dev', '--json'], options);
    return Report.parse(JSON.parse(stdout));
  } catch {
    return {};
  }
}

function reasonOf({ statusCode, method, uri, message }: Report): string {
  if (statusCode !== undefined)
    return `the registry answered ${statusCode} to ${method ?? 'POST'} ${uri ?? 'its audit endpoint'}`;
  return message ?? 'the registry did not respond';
}
