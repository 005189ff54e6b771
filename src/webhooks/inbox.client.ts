import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { InboxCommand } from './inbox.commands';

const reply = z.union([z.object({ answer: z.unknown() }), z.object({ error: z.string() })]);

/** Speaks to the gateway that has the embedded database open. */
export class InboxClient {
  private constructor(private readonly socket: Socket) {}

  /** `undefined` when no gateway listens there. */
  static async connect(path: string): Promise<InboxClient | undefined> {
    const socket = connect(path);
    try {
      await once(socket, 'connect');
      return new InboxClient(socket);
    } catch {
      return undefined;
    }
  }

  async run(command: InboxCommand): Promise<unknown> {
    this.socket.write(`${JSON.stringify(command)}\n`);
    for await (const line of createInterface({ input: this.socket })) {
      const read = reply.parse(JSON.parse(line));
      if ('error' in read) throw new Error(read.error);
      return read.answer;
    }
    throw new Error('The gateway went away.');
  }

  close(): void {
    this.socket.destroy();
  }
}
