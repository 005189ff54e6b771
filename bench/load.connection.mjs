import { createConnection } from 'node:net';

const LENGTH = /\r\ncontent-length: *(\d+)/i;

/** One keep-alive connection that sends a request when the last one is answered. */
export class LoadConnection {
  #socket;
  #next = () => undefined;
  #finish = () => {};
  #sentAt = 0;
  /** Bytes of an answer that are still to come; -1 while its header is, -2 while chunks are. */
  #missing = -1;
  #pending = Buffer.alloc(0);
  #latencies = [];
  /** Of answers with 503. */
  #refusals = [];
  #statuses = {};
  #status = '';
  usable = true;

  constructor(port) {
    this.#socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
    this.ready = new Promise((resolve, reject) => {
      this.#socket.once('connect', resolve);
      this.#socket.once('error', reject);
    });
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#socket.on('error', () => this.#broken());
    this.#socket.on('close', () => this.#broken());
  }

  /** Sends what `next` gives, one after the other, until it gives nothing; resolves when the last is answered. */
  loop(next) {
    this.#next = next;
    this.#latencies = [];
    this.#refusals = [];
    this.#statuses = {};
    return new Promise((resolve) => {
      this.#finish = () => resolve({ latencies: this.#latencies, refusals: this.#refusals, statuses: this.#statuses });
      this.#send();
    });
  }

  destroy() {
    this.#socket.destroy();
  }

  #send() {
    const request = this.#next();
    if (request === undefined || !this.usable) {
      this.#finish();
      return;
    }
    this.#sentAt = performance.now();
    this.#socket.write(request);
  }

  #read(chunk) {
    if (this.#missing >= 0) {
      this.#missing -= chunk.length;
    } else {
      const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
      if (!this.#readHeader(bytes)) {
        this.#pending = bytes;
        return;
      }
      this.#pending = Buffer.alloc(0);
    }
    if (this.#missing > 0) return;
    this.#missing = -1;
    (this.#status === '503' ? this.#refusals : this.#latencies).push(performance.now() - this.#sentAt);
    this.#send();
  }

  /** Whether enough has come to know where the answer ends. */
  #readHeader(bytes) {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return false;
    const head = bytes.latin1Slice(0, end);
    const length = LENGTH.exec(head);
    if (length === null) {
      // In chunks: kept together until the last one is there.
      if (bytes.latin1Slice(-5) !== '0\r\n\r\n') return false;
      this.#missing = 0;
    } else {
      this.#missing = Number(length[1]) - (bytes.length - end - 4);
    }
    this.#status = head.slice(9, 12);
    this.#statuses[this.#status] = (this.#statuses[this.#status] ?? 0) + 1;
    return true;
  }

  #broken() {
    if (!this.usable) return;
    this.usable = false;
    this.#statuses.broken = (this.#statuses.broken ?? 0) + 1;
    this.#finish();
  }
}
