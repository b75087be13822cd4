import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { createWorld, type World } from '#test/support/world/world';
import { installedElsewhere, runTypeScript, typeCheck } from './installed-elsewhere.ts';

const project = temporaryDirectory();
let world: World;

beforeAll(async () => {
  world = await createWorld();
  await installedElsewhere(project, 'client', ['zod', '@types/node']);
});

afterAll(async () => {
  await world.stop();
  removeDirectory(project);
});

describe('the packed client, installed elsewhere', () => {
  it('has types that hold under the strictest checks, and refuse what no route takes', async () => {
    expect(await typeCheck(project, 'client.mts')).toBe('');
  });

  it('calls a service', async () => {
    const printed = await runTypeScript(project, 'client.mts', world.url);
    expect(printed).toBe('A stranger: Is anybody there?\nnot-found\n');
  });
});
