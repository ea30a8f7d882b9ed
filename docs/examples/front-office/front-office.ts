/* Tells the story at a running service: see README.md. */
import { FrontOffice } from './client.ts';
import { tellStory } from './story.ts';

const {
  FRONT_OFFICE_URL: url = 'http://localhost:3000/graphql',
  FRONT_OFFICE_TOKEN: token,
  FRONT_OFFICE_NEXT_TOKEN: nextToken,
} = process.env;

if (token === undefined || nextToken === undefined) {
  process.stderr.write('Two tokens are needed, of two agents: see docs/examples/front-office/README.md.\n');
  process.exitCode = 2;
} else {
  await tellStory({
    first: new FrontOffice(url, token),
    next: new FrontOffice(url, nextToken),
    nextDepartment: 'repairs',
    phone: '+46 8 123 456 01',
    now: new Date(),
    say: (line) => void process.stdout.write(`${line}\n`),
  });
}
