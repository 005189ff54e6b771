import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { allowedIdentities } from './permission';
import type { WebMethod, WebMethodFile, WebMethodPolicy, WebMethodSchemas } from './web-method';
import { WebMethodFileError } from './web-method.error';

/** `<name>.web` or `<name>.web.policy`; as `.ts` in tests, compiled otherwise. */
const FILE = /^(?<name>.+)\.web(?<policy>\.policy)?(?<suffix>\.ts|\.js)$/;
/** What can stand in a URL, without a second spelling. */
const NAME = /^[\w.-]+(\/[\w.-]+)*$/;
const FUNCTION_NAME = /^[A-Za-z_]\w*$/;

type Exports = Readonly<Record<string, unknown>>;

/**
 * Loads every `*.web.ts` file below `directory`, which is the project's `src/backend`, with its policy.
 *
 * @throws WebMethodFileError for a name that fits in no URL, and for a policy of a file or function that is none
 */
export function readWebMethods(directory: string): readonly WebMethodFile[] {
  if (!existsSync(directory)) return [];
  const load = createRequire(join(directory, 'index.js')) as (path: string) => Exports;
  const paths = new Set(readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort());
  return [...paths].flatMap((path) => {
    const { name, policy, suffix } = (path.endsWith('.d.ts') ? undefined : FILE.exec(path)?.groups) ?? {};
    if (name === undefined || suffix === undefined) return [];
    if (policy !== undefined) {
      if (paths.has(`${name}.web${suffix}`)) return [];
      throw new WebMethodFileError(projectPath(`${name}.web.policy`), 'is a policy without its .web.ts file');
    }
    const policyFile = `${name}.web.policy${suffix}`;
    return [
      describeFile(
        name.split(sep).join('/'),
        load(join(directory, path)),
        paths.has(policyFile) ? load(join(directory, policyFile)) : {},
      ),
    ];
  });
}

function describeFile(name: string, exported: Exports, policy: Exports): WebMethodFile {
  const path = projectPath(`${name}.web`);
  if (!NAME.test(name)) throw new WebMethodFileError(path, 'has a name that cannot stand in a URL');
  const policyPath = projectPath(`${name}.web.policy`);
  // What their authors typed so; the start checks the calls, and zod the schemas.
  const calls = new Map(Object.entries((policy.default ?? {}) as WebMethodPolicy));
  const schemas = new Map(Object.entries((policy.schemas ?? {}) as WebMethodSchemas));
  const methods = Object.entries(exported).flatMap(([method, value]): WebMethod[] => {
    const allow = allowedIdentities(value);
    if (allow === undefined || !FUNCTION_NAME.test(method) || method === 'constructor') return [];
    // Functions alone have a permission.
    const run = value as WebMethod['run'];
    return [{ name: method, run, allow, calls: calls.get(method), schema: schemas.get(method) }];
  });
  for (const unknown of [...calls.keys(), ...schemas.keys()]) {
    if (methods.some((method) => method.name === unknown)) continue;
    throw new WebMethodFileError(policyPath, `names "${unknown}", which is no web method of the file beside it`);
  }
  return { path, name, policyPath, methods };
}

function projectPath(path: string): string {
  return `src/backend/${path.split(sep).join('/')}.ts`;
}
