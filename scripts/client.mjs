// Writes the types of the client from openapi.json.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const root = new URL('..', import.meta.url);
const document = JSON.parse(await readFile(new URL('openapi.json', root), 'utf8'));
const types = astToString(await openapiTS(document, { defaultNonNullable: false }));
await writeFile(new URL('client/paths.d.ts', root), `// Written by \`npm run client\` from openapi.json.\n\n${types}`);
