import { posix } from 'node:path';
import { EMULATOR, FEATURES, LAYERS, SIBLING_IMPORTS, TOP, WORD_RULES } from './import-rules';

/** TypeScript by its path below `src/`. */
export type Sources = Readonly<Record<string, string>>;

// `import … from`, `export … from`, bare, dynamic and type imports, `require`. Comments count too: better one too many.
const SPECIFIER = /\b(?:from|import|require(?:\.resolve)?)\b\s*\(?\s*(['"`])(\.{1,2}(?:\/[^'"`\n]*)?)\1/g;

const layerOf = (folder: string): number => LAYERS.findIndex(({ folders }) => folders.includes(folder));

/** Every breach of `import-rules.ts`, as `src/<file>:<line> <what>: <why>`. */
export function breachesIn(sources: Sources): string[] {
  return Object.entries(sources).flatMap(([file, source]) => {
    const at = (index: number) => `src/${file}:${source.slice(0, index).split('\n').length}`;
    const imports = [...source.matchAll(SPECIFIER)].flatMap(({ index, 2: specifier = '' }) => {
      const breach = breachOfImport(file, posix.join(posix.dirname(file), specifier));
      return breach === undefined ? [] : [`${at(index)} imports ${specifier}: ${breach}`];
    });
    const words = WORD_RULES.filter(({ onlyIn }) => !onlyIn.includes(folderOf(file))).flatMap(({ word, why }) => {
      const index = source.search(word);
      return index < 0 ? [] : [`${at(index)} contains ${word.source}: ${why}`];
    });
    return layerOf(partOf(file)) < 0 && partOf(file) !== EMULATOR
      ? [`src/${file} is in no layer: add its folder to import-rules.ts`]
      : [...imports, ...words];
  });
}

function breachOfImport(file: string, target: string): string | undefined {
  if (target === '..' || target.startsWith('../')) return 'nothing outside src is part of the program';
  const from = partOf(file);
  const to = partOf(target);
  if (from === EMULATOR || to === EMULATOR) {
    return from === to
      ? undefined
      : 'the emulator is another program: it imports nothing of the gateway, nor the gateway it';
  }
  if (from === FEATURES && to === FEATURES) {
    return featureOf(file) === featureOf(target) ? undefined : 'a feature never imports another';
  }
  if (from === to || layerOf(to) < layerOf(from)) return undefined;
  if (layerOf(to) > layerOf(from)) return `${from} is below ${to}`;
  const allowed = SIBLING_IMPORTS.some((pair) => pair.from === from && pair.to === to);
  return allowed ? undefined : `${from} and ${to} stand side by side, and no line of SIBLING_IMPORTS allows it`;
}

/** The folder of a path below `src/`; empty for a file directly in it. */
const folderOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '');

const featureOf = (path: string): string | undefined => path.split('/')[1];

/** What the layers speak of: a folder, or `TOP`. */
function partOf(path: string): string {
  const folder = folderOf(path);
  if (folder === EMULATOR) return EMULATOR;
  if (/\.command(\.[jt]s)?$/.test(path)) return TOP;
  // `../wix` without a file would be a folder's index.
  if (folder === '') return path === EMULATOR || layerOf(path) >= 0 ? path : TOP;
  return folder;
}
