import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildOpenApiDocument } from './http/openapi.document';
import { createOfflineApp } from './offline-app';
import { packageVersion } from './package-version';

/** `npm run openapi`: writes openapi.json from the code. */
async function writeDocument(): Promise<void> {
  const app = await createOfflineApp();
  const document = buildOpenApiDocument(app, packageVersion());
  writeFileSync(join(__dirname, '..', 'openapi.json'), `${JSON.stringify(document, undefined, 2)}\n`);
  await app.close();
}

void writeDocument();
