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

describe('the packed client, installed in another project', () => {
  it('has types that pass the strictest checks and reject unknown routes and missing parameters', async () => {
    expect(await typeCheck(project, 'client.mts')).toBe('');
  });

  it('calls a running service', async () => {
    const printed = await runTypeScript(project, 'client.mts', world.url);
    expect(printed).toBe('A reader: Is this bridge open?\nnot-found\n');
  });
});
