import { SETTINGS } from '../config/described-settings.js';
import type { NamedSetting } from '../config/setting.js';

/** Every setting with its names, what it takes and what holds without it, as a page of Markdown. */
export function settingsPage(): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# Settings',
    '',
    'Made of the code by `npm run generate`; do not edit. Each setting is an environment variable, or a line of a YAML file:',
    'the one that `--config` or `BATON_CONFIG` names, or `./baton.yaml` where that is there. An option of the command line',
    'wins over the environment, the environment over the file. `baton config` shows what is in effect and where it comes',
    'from. All of it is checked at start; what is wrong is listed at once, and a name that is no setting is refused.',
    '',
    row(['variable', 'in the file', 'what it is', 'takes', 'default']),
    row(['---', '---', '---', '---', '---']),
    ...SETTINGS.map((setting) => row(cellsOf(setting))),
    '',
    '```yaml',
    'data: /var/lib/baton',
    'port: 8080',
    'jwt:',
    '  public-key-file: ./id.pem # relative to this file',
    '  issuer: https://id.example # the same as a line jwt-issuer: https://id.example',
    '  audience: baton',
    '```',
    '',
    'A list has commas between its items in a variable and is a list in the file. A time is written with its unit. A secret',
    'is shown nowhere; beside `<variable>` there is `<variable>_FILE`, the path of a file that holds the secret alone.',
    '',
    'How many sockets and readers there may be at a time no setting moves:',
    '[Operate Baton](how-to/operate-baton.md#how-many-at-a-time) says it.',
    '',
  ].join('\n');
}

function cellsOf(setting: NamedSetting): string[] {
  const { variable, key, meaning, kind, secret, needed } = setting;
  const said = [meaning, ...(needed ? [`needed ${needed.when}`] : []), ...(secret ? ['secret'] : [])].join('; ');
  return [`\`${variable}\``, `\`${key}\``, said, kind.takes, defaultOf(setting)].map((cell) =>
    cell.replaceAll('|', '\\|'),
  );
}

function defaultOf({ kind, default: usual, inProduction, unless }: NamedSetting): string {
  const written = usual === undefined ? (unless ?? '') : `\`${kind.write(usual)}\``;
  if (!inProduction) return written;
  return 'always' in inProduction
    ? `${written}; in production always \`${kind.write(inProduction.always)}\``
    : `${written}; in production \`${kind.write(inProduction.default)}\``;
}
