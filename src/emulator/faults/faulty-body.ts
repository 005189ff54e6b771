import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';

/** One byte at a time, `everyMs` apart. A pending byte must not keep the process from stopping. */
async function* drips(body: Buffer, everyMs: number): AsyncGenerator<Buffer> {
  for (const byte of body) {
    await delay(everyMs, undefined, { ref: false });
    yield Buffer.of(byte);
  }
}

async function* half(body: Buffer, socket: Socket, dripMs: number | undefined): AsyncGenerator<Buffer> {
  const part = body.subarray(0, Math.floor(body.length / 2));
  if (dripMs === undefined) yield part;
  else yield* drips(part, dripMs);
  // The half that was pushed must leave this machine before the socket dies.
  await setImmediate();
  socket.destroy();
}

/** Sends `body` one byte at a time, `everyMs` apart. */
export function dripping(body: Buffer, everyMs: number): Readable {
  return Readable.from(drips(body, everyMs), { objectMode: false });
}

/** Sends the first half of `body`, in drips when they are asked for, then destroys the socket. */
export function breakingOff(body: Buffer, socket: Socket, dripMs: number | undefined): Readable {
  return Readable.from(half(body, socket, dripMs), { objectMode: false });
}
