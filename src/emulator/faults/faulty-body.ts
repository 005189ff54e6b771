import type { Socket } from 'node:net';
import { Readable } from 'node:stream';

/** Sends `body` one byte at a time, `everyMs` apart. */
export function dripping(body: Buffer, everyMs: number): Readable {
  let sent = 0;
  let timer: NodeJS.Timeout | undefined;
  return new Readable({
    read() {
      timer = setTimeout(() => {
        this.push(sent < body.length ? body.subarray(sent, sent + 1) : null);
        sent += 1;
      }, everyMs);
    },
    destroy(error, done) {
      clearTimeout(timer);
      done(error);
    },
  });
}

/** Sends the first half of `body`, then destroys the socket. */
export function breakingOff(body: Buffer, socket: Socket): Readable {
  let started = false;
  return new Readable({
    read() {
      if (started) {
        // The half that was pushed must leave this machine before the socket dies.
        setImmediate(() => socket.destroy());
        return;
      }
      started = true;
      this.push(body.subarray(0, Math.ceil(body.length / 2)));
    },
  });
}
