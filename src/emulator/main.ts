import { EnvironmentError } from './config/environment-reader';
import { startEmulator } from './start-emulator';

/** EX_CONFIG of sysexits.h, as the gateway's. */
const CONFIGURATION_EXIT_CODE = 78;

function explain(error: unknown): string {
  if (error instanceof EnvironmentError) return error.message;
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE')
    return 'The port of the Wix emulator is taken. Stop what listens there, or set WIX_EMULATOR_PORT to another port.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function main(): Promise<void> {
  const emulator = await startEmulator();
  process.stdout.write(`Wix emulator: ${emulator.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void emulator.close().finally(() => process.exit(0));
    });
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = error instanceof EnvironmentError ? CONFIGURATION_EXIT_CODE : 1;
});
