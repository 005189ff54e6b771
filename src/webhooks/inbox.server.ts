import { chmodSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { SystemDatabase } from '../database/system.database';
import { InboxAdministration } from './inbox.administration';
import { inboxCommand, runInboxCommand } from './inbox.commands';
import { inboxSocketPath } from './inbox.socket';
import { WebhookWorker } from './webhook.worker';

/**
 * Serves `npm run webhooks` while this process has the embedded database to itself: one JSON value a line, on a socket
 * that only this user may open. With a database server the command goes there.
 */
@Injectable()
export class InboxServer implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Webhooks');
  readonly #sockets = new Set<Socket>();
  readonly #inbox: InboxAdministration;
  #server: Server | undefined;

  constructor(
    private readonly config: AppConfig,
    database: SystemDatabase,
    private readonly worker: WebhookWorker,
  ) {
    this.#inbox = new InboxAdministration(database, config.app.id);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { url, dataDir } = this.config.database;
    const path = url === undefined ? inboxSocketPath(dataDir) : undefined;
    if (path === undefined) return;
    // The folder's lock is ours, so what is there was left by a process that was killed.
    rmSync(path, { force: true });
    const server = createServer((socket) => {
      this.#serve(socket);
    });
    try {
      server.listen(path);
      await once(server, 'listening');
      chmodSync(path, 0o600);
      this.#server = server;
    } catch (error) {
      this.#logger.warn(`npm run webhooks cannot reach this process: ${path} cannot be opened (${String(error)}).`);
    }
  }

  async onModuleDestroy(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    void (async () => {
      for await (const line of createInterface({ input: socket })) socket.write(`${await this.#answer(line)}\n`);
    })().catch(() => socket.destroy());
  }

  async #answer(line: string): Promise<string> {
    try {
      const answer = await runInboxCommand(this.#inbox, inboxCommand.parse(JSON.parse(line)));
      this.worker.wake();
      return JSON.stringify({ answer });
    } catch {
      return JSON.stringify({ error: 'The command is unknown, or the database does not answer.' });
    }
  }
}
