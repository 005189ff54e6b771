import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { loadConfig } from '../config/load-config';
import { type RunCommand, withCommands } from '../database/run-commands';
import type { SystemDatabase } from '../database/system.database';
import { auditQuery } from './audit.query';
import type { AuditRecord } from './audit.record';
import { type AuditPage, AuditStore } from './audit.store';

const USAGE = `npm run audit -- list     each use of the app's identity, the newest first, as a table or as one JSON array
npm run audit -- export   the same as JSON lines, for another store
--instance <id>, --from <date or time> and --to <date or time> choose; --json prints JSON.
The outcome "started" is of a change whose process was killed before it could tell how the call ended.`;

/** `npm run audit`: who used the app's identity, through the gateway where that has the embedded database to itself. */
async function main(): Promise<void> {
  // Everything else that Nest logs goes where the answer does.
  Logger.overrideLogger(['error']);
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, instance: text, from: text, to: text },
  });
  const [action, ...rest] = positionals;
  const { instance: instanceId, from, to } = values;
  const query = JSON.stringify({ instanceId, from, to });
  if ((action !== 'list' && action !== 'export') || rest.length > 0 || !auditQuery.safeParse(JSON.parse(query)).success)
    throw new Error(USAGE);
  const config = loadConfig();
  const open = (database: SystemDatabase): RunCommand => {
    const store = new AuditStore(config, database);
    return (command) => store.page(auditQuery.parse(command));
  };
  await withCommands(config, 'audit', open, async (run) => {
    const records = pagesOf(run, query);
    if (action === 'export') for await (const record of records) process.stdout.write(`${JSON.stringify(record)}\n`);
    else if (values.json) await printArray(records);
    else for await (const record of records) process.stdout.write(`${rowOf(record)}\n`);
  });
}

async function* pagesOf(run: RunCommand, query: string): AsyncGenerator<AuditRecord> {
  let before: AuditPage['next'];
  do {
    // The answer is of this very build.
    const page = (await run({ ...(JSON.parse(query) as object), before })) as AuditPage;
    yield* page.records;
    before = page.next;
  } while (before !== undefined);
}

async function printArray(records: AsyncIterable<AuditRecord>): Promise<void> {
  let separator = '[\n';
  for await (const record of records) {
    process.stdout.write(`${separator}${JSON.stringify(record)}`);
    separator = ',\n';
  }
  process.stdout.write(separator === '[\n' ? '[]\n' : '\n]\n');
}

function rowOf({ at, instanceId, identityType, identityId, route, wixCall, outcome, result }: AuditRecord): string {
  const end = result === null ? outcome : `${outcome} ${result}`;
  return [at, instanceId, `${identityType} ${identityId}`, route, wixCall, end].join('  ');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
