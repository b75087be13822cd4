// docs/commands.md, from what the commands say of themselves.
import { docsFolder } from '#contracts/generate-docs';
import { operatorCommands } from '#operate/commands';
import { helpOf } from '#operate/line/help';
import { keepCurrent } from './keep-current.ts';

const intro = `# Commands

\`colloquy <command>\` is for operators. In a checkout it is \`npm run -s colloquy -- <command>\`, and the commands that have a script of their own are also \`npm run <command>\`.
In the image, run it in a container of the service: \`docker compose -f docker/compose.yml run --rm api colloquy <command>\`.

A command reads the same [settings](../.env.example) as the service and works while the service runs or is stopped, unless it says otherwise.
Its answer is on standard output, everything else on standard error. Exit code: 0 done, 1 refused or found something, 2 used wrongly.

This page is made by \`npm run generate\`.
`;

const sections = operatorCommands.map(
  (command) => `## \`colloquy ${command.name}\`\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`,
);

keepCurrent(docsFolder, new Map([['commands.md', [intro, ...sections].join('\n')]]));
