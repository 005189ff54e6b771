import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(__dirname, '../../docs');
const PAGE = readFileSync(join(DOCS, 'migrating.md'), 'utf8');

/** Its lines without indentation: a passage of a class stands deeper in its file. */
const lines = (text: string) => text.split('\n').map((line) => line.trim());

describe('docs/migrating.md', () => {
  const links = [...PAGE.matchAll(/\]\((\.\.\/[^)]+)\)/g)].map(([, path = '']) => path);
  const code = [...PAGE.matchAll(/^```ts\n(.*?)\n^```$/gms)].map(([, text = '']) => text);

  it('links to what is there', () => {
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((path) => !existsSync(join(DOCS, path)))).toEqual([]);
  });

  it('shows no code but that of files it links to, which other tests run', () => {
    expect(code.length).toBeGreaterThan(5);
    const files = links
      .filter((path) => path.endsWith('.ts'))
      .map((path) => lines(readFileSync(join(DOCS, path), 'utf8')).join('\n'));
    expect(code.filter((text) => !files.some((file) => file.includes(lines(text).join('\n'))))).toEqual([]);
  });

  it('is linked from the README', () => {
    expect(readFileSync(join(DOCS, '../README.md'), 'utf8')).toContain('](docs/migrating.md)');
  });
});
