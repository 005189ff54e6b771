import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Harness, startHarness } from './http.harness';

const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;

describe('requests sent ahead of their answers', () => {
  let harness: Harness;
  let clients: Socket[];
  /** The numbers of the requests that were begun. */
  let begun: string[];
  let answer: (number: string) => void;

  const start = async (waitingRequests = 1_000): Promise<void> => {
    const answers = new Map<string, () => void>();
    answer = (number) => answers.get(number)?.();
    harness = await startHarness({
      limits: { waitingRequests },
      beforeInit: (app) => {
        app
          .getHttpAdapter()
          .getInstance()
          .all('/held/:number', async (request) => {
            const { number } = request.params as { readonly number: string };
            begun.push(number);
            await new Promise<void>((resolve) => answers.set(number, resolve));
            return { number, body: request.body };
          });
      },
    });
  };

  const send = (text: string): { readonly client: Socket; received(): string } => {
    let received = '';
    const client = connect(harness.port, '127.0.0.1', () => client.write(text));
    client.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
    client.on('error', () => undefined);
    clients.push(client);
    return { client, received: () => received };
  };

  const soon = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await wait(5);
  };

  beforeEach(() => {
    clients = [];
    begun = [];
  });

  afterEach(async () => {
    for (const client of clients) client.destroy();
    await harness.close();
  });

  it('are begun one after another', async () => {
    await start();
    const { received } = send(get('/held/1') + get('/held/2') + get('/held/3'));
    for (const number of ['1', '2', '3']) {
      await soon(() => begun.includes(number));
      await wait(20);
      expect(begun.at(-1)).toBe(number);
      answer(number);
    }
    await soon(() => received().includes('{"number":"3"}'));
    expect(received().match(/\{"number":"\d"\}/g)).toEqual(['{"number":"1"}', '{"number":"2"}', '{"number":"3"}']);
  });

  it('are all answered, however many come in one chunk, those that reach no route too', async () => {
    await start();
    const { received } = send((get('/public') + get('/nowhere')).repeat(200));
    await soon(() => (received().match(/HTTP\/1\.1 404/g) ?? []).length === 200);
    expect(received().match(/HTTP\/1\.1 200/g)).toHaveLength(200);
  });

  it('keep their bodies while they wait', async () => {
    await start();
    const body = JSON.stringify({ text: 'x'.repeat(90_000) });
    const post = `POST /held/2 HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    const { received } = send(get('/held/1') + post + get('/public'));
    await soon(() => begun.includes('1'));
    await wait(50);
    answer('1');
    await soon(() => begun.includes('2'));
    answer('2');
    await soon(() => received().endsWith('{"open":true}'));
    expect(received()).toContain(`{"number":"2","body":${body}}`);
  });

  it('are not begun once their client has left', async () => {
    await start();
    const { client } = send(get('/held/1') + get('/held/2'));
    await soon(() => begun.includes('1'));
    client.destroy();
    await wait(50);
    answer('1');
    await wait(50);
    expect(begun).toEqual(['1']);
  });

  it('end the connection that makes them too many, and whoever left gives room', async () => {
    await start(3);
    const patient = send([1, 2, 3, 4].map((number) => get(`/held/${number}`)).join(''));
    await soon(() => begun.includes('1'));
    const greedy = send(get('/held/5') + get('/held/6'));
    await once(greedy.client, 'close');
    expect(greedy.received()).toBe('');
    expect(patient.client.destroyed).toBe(false);

    patient.client.destroy();
    await once(patient.client, 'close');
    await wait(50);
    const next = send([1, 2, 3, 4].map(() => get('/public')).join(''));
    await soon(() => (next.received().match(/HTTP\/1\.1 200/g) ?? []).length === 4);
  });
});
