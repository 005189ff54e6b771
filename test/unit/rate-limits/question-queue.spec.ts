import { setImmediate as turnEnd } from 'node:timers/promises';
import { CodedError } from '../../../src/errors/coded.error';
import type { Refusal, Room } from '../../../src/rate-limits/decision';
import { QuestionQueue } from '../../../src/rate-limits/question-queue';

const ALLOWED = { allowed: true };
const REFUSED: Refusal = { allowed: false, retryAfterSeconds: 9 };
const LONG = 60_000;

describe('QuestionQueue', () => {
  let room: Room | Promise<Room>;
  let looks: number;
  const queueOf = (longestWaitMs = LONG) =>
    new QuestionQueue(() => {
      looks += 1;
      return room;
    }, longestWaitMs);
  /** What has become of those who entered, in the order in which that was known. */
  const enter = (queue: QuestionQueue, names: string, network = 'net') => {
    const known: string[] = [];
    for (const name of names) {
      queue.enter(network).then(
        ({ allowed }) => known.push(allowed ? name : `${name} refused`),
        (error: unknown) => known.push(`${name} ${error instanceof CodedError ? error.code : 'crashed'}`),
      );
    }
    return known;
  };

  beforeEach(() => {
    room = 2;
    looks = 0;
  });

  it('lets in as many as there is room for, and the others in the order in which they came', async () => {
    const queue = queueOf();
    const known = enter(queue, 'abcd');
    await turnEnd();
    expect(known).toEqual(['a', 'b']);
    queue.leave('net');
    await turnEnd();
    expect(known).toEqual(['a', 'b', 'c']);
    expect(enter(queue, 'e')).toEqual([]);
    queue.leave('net');
    queue.leave('net');
    await turnEnd();
    expect(known).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets nobody take the place of a question that was charged for', async () => {
    const queue = queueOf();
    const known = enter(queue, 'abc');
    await turnEnd();
    room = 1;
    queue.leave('net');
    await turnEnd();
    expect(known).toEqual(['a', 'b']);
    queue.leave('net');
    await turnEnd();
    expect(known).toEqual(['a', 'b', 'c']);
  });

  it('refuses all who wait once nothing is left', async () => {
    const queue = queueOf();
    const known = enter(queue, 'abcd');
    await turnEnd();
    room = REFUSED;
    queue.leave('net');
    await turnEnd();
    expect(known).toEqual(['a', 'b', 'c refused', 'd refused']);
    expect(await queue.enter('net')).toEqual(REFUSED);
  });

  it('uses all the room of a new minute as soon as a question is done', async () => {
    room = 1;
    const queue = queueOf();
    const known = enter(queue, 'abcd');
    await turnEnd();
    room = 3;
    queue.leave('net');
    await turnEnd();
    expect(known).toEqual(['a', 'b', 'c', 'd']);
  });

  it('looks once for all who come while it looks', async () => {
    let answer: (room: Room) => void = () => undefined;
    room = new Promise((resolve) => (answer = resolve));
    const known = enter(queueOf(), 'abc');
    await turnEnd();
    expect([looks, known]).toEqual([1, []]);
    answer(2);
    await turnEnd();
    expect([looks, known]).toEqual([2, ['a', 'b']]);
  });

  it('keeps networks apart', async () => {
    const queue = queueOf();
    enter(queue, 'abcd');
    expect(await queue.enter('other')).toEqual(ALLOWED);
  });

  it('is overloaded for whoever has waited too long, and goes on with the others', async () => {
    const queue = queueOf(50);
    room = 1;
    const known = enter(queue, 'ab');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(known).toEqual(['a', 'b overloaded']);
    const later = enter(queue, 'c');
    queue.leave('net');
    await turnEnd();
    expect(later).toEqual(['c']);
  });

  it('is overloaded at once where too many wait, but for another network', async () => {
    const queue = queueOf();
    room = 1;
    const waiting = Array.from({ length: 4_096 }, () => queue.enter('net'));
    await expect(queue.enter('net')).rejects.toMatchObject({ code: 'overloaded' });
    expect(await queue.enter('other')).toEqual(ALLOWED);
    expect(await waiting[0]).toEqual(ALLOWED);
    room = REFUSED;
    queue.leave('net');
    expect(new Set(await Promise.all(waiting.slice(1)))).toEqual(new Set([REFUSED]));
  });

  it('remembers no network when nobody is left', async () => {
    const queue = queueOf(50);
    room = 1;
    const known = enter(queue, 'ab', 'one');
    enter(queue, 'a', 'other');
    await turnEnd();
    expect(queue.size).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(known).toEqual(['a', 'b overloaded']);
    queue.leave('one');
    queue.leave('other');
    await turnEnd();
    expect(queue.size).toBe(0);
    room = REFUSED;
    await queue.enter('third');
    await turnEnd();
    expect(queue.size).toBe(0);
  });
});
