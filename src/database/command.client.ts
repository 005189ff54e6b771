import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const reply = z.union([z.object({ answer: z.unknown() }), z.object({ error: z.string() })]);

/** Speaks to the gateway that has the embedded database open. */
export class CommandClient {
  private constructor(private readonly socket: Socket) {}

  /** `undefined` when no gateway listens there. */
  static async connect(path: string): Promise<CommandClient | undefined> {
    const socket = connect(path);
    try {
      await once(socket, 'connect');
      return new CommandClient(socket);
    } catch {
      return undefined;
    }
  }

  /** @throws Error when the gateway refuses the command, or ends */
  async run(subject: string, command: unknown): Promise<unknown> {
    this.socket.write(`${JSON.stringify({ subject, command })}\n`);
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
