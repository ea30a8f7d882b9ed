import { gzipSync } from 'node:zlib';
import { fileWith, ownFolder } from '../testing/reading.js';
import { openLogFile } from './log-file.js';

async function textOf(path: string, encoding = 'utf-8'): Promise<string> {
  const file = await openLogFile(path, () => encoding);
  let text = '';
  for await (const chunk of file.text) text += chunk;
  return text;
}

describe('the file of a log', () => {
  const text = 'Grüße, 東京\n'.repeat(200_000);

  it('is read plain or compressed, told by its first bytes and not by its name', async () => {
    expect(await textOf(await fileWith('log.gz', text))).toBe(text);
    expect(await textOf(await fileWith('log.xes', gzipSync(text)))).toBe(text);
    const twoMembers = Buffer.concat([gzipSync('one '), gzipSync('two')]);
    expect(await textOf(await fileWith('log.gz', twoMembers))).toBe('one two');
  });

  it('is read in the encoding that was named, unless a byte order mark says otherwise', async () => {
    expect(await textOf(await fileWith('a', Buffer.from('Gr\xfc\xdfe', 'latin1')), 'windows-1252')).toBe('Grüße');
    expect(await textOf(await fileWith('a', '\ufeffGrüße'), 'windows-1252')).toBe('Grüße');
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Grüße', 'utf16le')]);
    expect(await textOf(await fileWith('a', utf16), 'windows-1252')).toBe('Grüße');
  });

  it('tells how far it has been read', async () => {
    const file = await openLogFile(await fileWith('a', text), () => 'utf-8');
    const seen: number[] = [];
    for await (const _ of file.text) seen.push(file.bytesRead() / file.bytes);
    expect(seen.at(-1)).toBe(1);
    expect(seen[0]).toBeLessThan(1);
  });

  it.each([
    ['FILE_MISSING', () => Promise.resolve('/no/such/file.xes')],
    ['FILE_IS_DIRECTORY', () => ownFolder()],
    ['FILE_EMPTY', () => fileWith('log', '')],
    ['FILE_EMPTY', () => fileWith('log', gzipSync(''))],
    ['FILE_TRUNCATED', () => fileWith('log', gzipSync(text).subarray(0, 200))],
    ['FILE_DAMAGED', () => fileWith('log', damaged(gzipSync(text)))],
    ['FILE_DAMAGED', () => fileWith('log', Buffer.from('PK\x03\x04 and so on'))],
    ['ENCODING_WRONG', () => fileWith('log', Buffer.from('Gr\xfc\xdfe', 'latin1'))],
    ['FILE_UNREADABLE', () => Promise.resolve('/dev/null')],
  ])('is refused with %s, and what to do about it', async (code, path) => {
    await expect(textOf(await path())).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/\w{3,}/),
      remedy: expect.stringMatching(/\.$/),
    });
  });

  it('is refused where nobody knows the encoding', async () => {
    await expect(textOf(await fileWith('log', 'x'), 'klingon')).rejects.toMatchObject({ code: 'ENCODING_WRONG' });
  });
});

/** The checksum at the end is no longer right. */
function damaged(bytes: Buffer): Buffer {
  bytes.fill(0xff, bytes.length - 8, bytes.length - 4);
  return bytes;
}
