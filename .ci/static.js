import { spawn } from 'node:child_process';

/*
 * What is found without running anything: form, lint, boundaries and types. The longest goes beside the others, and
 * each says what it has to say at once when it ends. All are run whatever one of them finds.
 */
const LANES = [['lint'], ['format:check', 'boundaries', 'types']];

/** Runs a script of package.json; answers whether all was well. */
function run(script) {
  const began = performance.now();
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      process.stdout.write(Buffer.concat(said));
      process.stdout.write(`${script}: ${code === 0 ? 'all well' : 'FAILED'}, ${seconds} s\n`);
      resolve(code === 0);
    });
  });
}

/** Runs scripts one after the other; answers whether all was well. */
async function runAll(scripts) {
  let well = true;
  for (const script of scripts) well = (await run(script)) && well;
  return well;
}

const wells = await Promise.all(LANES.map(runAll));
if (!wells.every(Boolean)) process.exitCode = 1;
