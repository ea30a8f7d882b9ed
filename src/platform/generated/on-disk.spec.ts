import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaintsAbout, writeGenerated } from './on-disk.js';

const files = [
  { name: 'EVENTS.md', content: '# Events\n' },
  { name: 'docs/schemas/events/CaseOpened.v1.json', content: '{}\n' },
];

describe('the generated files on disk', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'baton-generated-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('are written where they belong, once', () => {
    expect(writeGenerated(root, files)).toEqual(['EVENTS.md', 'docs/schemas/events/CaseOpened.v1.json']);
    expect(readFileSync(join(root, 'EVENTS.md'), 'utf8')).toBe('# Events\n');
    expect(writeGenerated(root, files)).toEqual([]);
    expect(complaintsAbout(root, files)).toEqual([]);
  });

  it('are missed where they are not', () => {
    expect(complaintsAbout(root, files)).toEqual([
      'EVENTS.md is missing.',
      'docs/schemas/events/CaseOpened.v1.json is missing.',
    ]);
  });

  it('are told apart by the first line that is not as the code says', () => {
    writeGenerated(root, files);
    writeFileSync(join(root, 'EVENTS.md'), '# Happenings\n');
    expect(complaintsAbout(root, files)).toEqual([
      'EVENTS.md is not what the code says, from line 1 on:\n  file: # Happenings\n  code: # Events',
    ]);
    writeFileSync(join(root, 'EVENTS.md'), '# Events');
    expect(complaintsAbout(root, files)).toHaveLength(1);
  });

  it('are removed where the code no longer makes them, from their own folders alone', () => {
    writeGenerated(root, files);
    mkdirSync(join(root, 'docs'), { recursive: true });
    writeFileSync(join(root, 'docs/tutorial.md'), 'by hand');
    writeFileSync(join(root, 'docs/schemas/events/CaseShelved.v1.json'), '{}');
    expect(complaintsAbout(root, files)).toEqual([
      'docs/schemas/events/CaseShelved.v1.json is no longer made by the code.',
    ]);
    expect(writeGenerated(root, files)).toEqual(['docs/schemas/events/CaseShelved.v1.json']);
    expect(complaintsAbout(root, files)).toEqual([]);
    expect(readFileSync(join(root, 'docs/tutorial.md'), 'utf8')).toBe('by hand');
  });
});
