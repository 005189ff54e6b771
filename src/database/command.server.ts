import { chmodSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { z } from 'zod';
import { AppConfig } from '../config/app-config';
import { commandSocketPath } from './command.socket';
import type { RunCommand } from './run-commands';

const request = z.object({ subject: z.string(), command: z.unknown() });

/**
 * Serves commands such as `npm run webhooks` while this process has the embedded database to itself: one JSON value a
 * line, on a socket that only this user may open. With a database server commands go there.
 */
@Injectable()
export class CommandServer implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Database');
  readonly #sockets = new Set<Socket>();
  readonly #subjects = new Map<string, RunCommand>();
  #server: Server | undefined;

  constructor(private readonly config: AppConfig) {}

  /** @param run answers the commands of this subject; what it throws is not told */
  serve(subject: string, run: RunCommand): void {
    this.#subjects.set(subject, run);
  }

  async onApplicationBootstrap(): Promise<void> {
    const path = commandSocketPath(this.config.database);
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
      this.#logger.warn(`Commands cannot reach this process: ${path} cannot be opened (${String(error)}).`);
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
      const { subject, command } = request.parse(JSON.parse(line));
      const run = this.#subjects.get(subject);
      if (run === undefined) throw new Error(`Nobody answers commands of ${subject}.`);
      return JSON.stringify({ answer: await run(command) });
    } catch {
      return JSON.stringify({ error: 'The command is unknown, or the database does not answer.' });
    }
  }
}
