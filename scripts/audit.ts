// npm run audit: are the packages that run in production free of known vulnerabilities? Exits with 1 when they are not. Where the registry does not
// answer that question (mirrors often do not), it says so, and that nothing was proved.
import { isMain, root } from './run.mjs';
import { spawnSync } from 'node:child_process';

/** `known`: undefined when nobody could say. */
export function audit() {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const report = parsed(stdout);
  const counts = report?.metadata?.vulnerabilities;
  if (counts === undefined)
    return { known: undefined, line: `npm audit: NOT RUN, nothing is proved: ${reasonOf(report)}` };
  const found = Object.entries(report.vulnerabilities ?? {}).map(([name, { severity }]) => `${name} (${severity})`);
  const packages = report.metadata.dependencies?.prod;
  return found.length === 0
    ? { known: true, line: `npm audit: no known vulnerability in ${packages} production packages` }
    : { known: false, line: `npm audit: ${found.join(', ')}` };
}

function reasonOf(report) {
  const { statusCode, method, uri, message } = report ?? {};
  if (statusCode !== undefined)
    return `the registry answered ${statusCode} to ${method ?? 'POST'} ${uri ?? 'its audit endpoint'}`;
  return message ?? 'the registry did not answer';
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

if (isMain(import.meta.url)) {
  const { known, line } = audit();
  console.log(line);
  process.exitCode = known === false ? 1 : 0;
}
