import { createApp } from '../../src/app.factory';
import type { AppConfig } from '../../src/config/app-config';
import { Secret } from '../../src/config/secret';
import { startEmulator } from '../../src/emulator/start-emulator';
import { parseAppId } from '../../src/identifiers/guid';
import { given, testConfig } from './app-config';

export type SubjectType = 'VISITOR' | 'MEMBER' | 'USER';

export interface RunningGateway {
  readonly url: string;
  /** A new app instance on a site of its own. */
  install(): Promise<string>;
  token(instanceId: string, subjectType: SubjectType): Promise<string>;
  close(): Promise<void>;
}

/** The gateway on a free port, with the emulator in Wix's place. */
export async function startGateway(database: AppConfig['database']): Promise<RunningGateway> {
  const emulator = await startEmulator({ port: 0, environment: {} });
  const control = async (path: string, body?: object): Promise<Record<string, string>> => {
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${emulator.url}/_emulator/${path}`, body && request);
    if (!response.ok) throw new Error(`the emulator answered ${response.status} to ${path}: ${await response.text()}`);
    return (await response.json()) as Record<string, string>;
  };
  const { appId, appSecret } = await control('app');
  const app = await createApp(
    testConfig({
      app: { id: given(parseAppId(appId)), secrets: [new Secret(given(appSecret))], publicKeys: [] },
      wix: { ...testConfig().wix, baseUrl: emulator.url },
      database,
    }),
  );
  await app.listen(0, '127.0.0.1');
  return {
    url: await app.getUrl(),
    install: async () => given((await control('instances', {})).instanceId),
    token: async (instanceId, subjectType) => given((await control('tokens', { instanceId, subjectType })).accessToken),
    close: async () => {
      app.getHttpServer().closeAllConnections();
      await app.close();
      await emulator.close();
    },
  };
}
