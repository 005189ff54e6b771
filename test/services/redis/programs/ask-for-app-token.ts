import { setTimeout as sleep } from 'node:timers/promises';
import { Secret } from '../../../../src/config/secret';
import type { IssuedToken } from '../../../../src/wix/issued-token';
import { accessToken, INSTANCE_ID } from '../../../support/verdicts';
import { startVault, stopVaults } from '../vaults';

/** One process of several: says when it is ready, then asks 250 times at once, and tells what it saw. */
async function main(): Promise<void> {
  const { vault } = await startVault(new Secret(process.argv[2] ?? ''));
  const begin = new Promise((resolve) => process.once('message', resolve));
  process.send?.('ready');
  await begin;
  let calls = 0;
  const issue = async (): Promise<IssuedToken> => {
    calls += 1;
    await sleep(100);
    return {
      accessToken: accessToken(`app-of-${process.pid}`),
      refreshToken: undefined,
      expiresAt: Date.now() + 14_400_000,
    };
  };
  const tokens = await Promise.all(Array.from({ length: 250 }, async () => vault.appToken(INSTANCE_ID, issue)));
  process.send?.({ calls, tokens: [...new Set(tokens)] });
  await stopVaults();
  process.disconnect();
}

void main();
