import { overloaded } from '../wix/resilience/bulkhead';
import { ALLOWED, type Decision, type Room } from './decision';

/** About 10 MB when full, beside the requests themselves. */
const MOST_WAITING = 16_384;
/** So that one network leaves others room to wait. */
const MOST_WAITING_OF_ONE = 4_096;

interface Line {
  /** Let in, and not yet left. */
  underWay: number;
  /** In the order in which they came. */
  readonly waiting: Set<(outcome: Decision | 'too late') => void>;
  isLooking: boolean;
  /** Somebody has come or left since the last look began. */
  hasChanged: boolean;
}

/**
 * Lets so many questions of a client network be under way that all of them might be charged for without passing its
 * limit. The others wait in turn: most questions turn out to be about good credentials, and give their place back.
 */
export class QuestionQueue {
  readonly #lines = new Map<string, Line>();
  #waiting = 0;

  /**
   * @param roomOf how many more a network may be charged for; asked again whenever one of its questions is done
   * @param longestWaitMs after which nobody's turn comes any more
   */
  constructor(
    private readonly roomOf: (network: string) => Room | Promise<Room>,
    private readonly longestWaitMs: number,
  ) {}

  /**
   * Whoever is allowed in has a place until `leave`.
   *
   * @returns the refusal once nothing is left of the limit, be it while waiting
   * @throws CodedError `overloaded` (503) when the wait takes too long, at once when too many wait already
   */
  async enter(network: string): Promise<Decision> {
    const line = this.#lineOf(network);
    // The first of a network always may: whether there is room is not known before somebody looks.
    if (line.waiting.size > 0 && (line.waiting.size >= MOST_WAITING_OF_ONE || this.#waiting >= MOST_WAITING)) {
      throw overloaded();
    }
    const outcome = await new Promise<Decision | 'too late'>((resolve) => {
      const settle = (settled: Decision | 'too late'): void => {
        clearTimeout(deadline);
        line.waiting.delete(settle);
        this.#waiting -= 1;
        resolve(settled);
      };
      const deadline = setTimeout(() => {
        settle('too late');
        this.#forgetIfEmpty(network, line);
      }, this.longestWaitMs).unref();
      line.waiting.add(settle);
      this.#waiting += 1;
      void this.#advance(network, line);
    });
    if (outcome === 'too late') throw overloaded();
    return outcome;
  }

  /** Gives a place back. What the question is charged with must count by now. */
  leave(network: string): void {
    const line = this.#lines.get(network);
    if (line === undefined) return;
    line.underWay -= 1;
    void this.#advance(network, line);
  }

  /** Networks with somebody in line or under way. */
  get size(): number {
    return this.#lines.size;
  }

  /** One look, which may be a question to Redis, serves all who wait. */
  async #advance(network: string, line: Line): Promise<void> {
    line.hasChanged = true;
    if (line.isLooking) return;
    line.isLooking = true;
    while (line.hasChanged && line.waiting.size > 0) {
      line.hasChanged = false;
      // As before the look: who leaves during it may have been charged too late for it.
      const { underWay } = line;
      const room = await this.roomOf(network);
      if (typeof room === 'number') letIn(line, room - underWay);
      else for (const settle of line.waiting) settle(room);
    }
    line.isLooking = false;
    this.#forgetIfEmpty(network, line);
  }

  #lineOf(network: string): Line {
    const known = this.#lines.get(network);
    if (known !== undefined) return known;
    const line: Line = { underWay: 0, waiting: new Set(), isLooking: false, hasChanged: false };
    this.#lines.set(network, line);
    return line;
  }

  #forgetIfEmpty(network: string, line: Line): void {
    if (line.underWay === 0 && line.waiting.size === 0 && !line.isLooking) this.#lines.delete(network);
  }
}

function letIn(line: Line, places: number): void {
  let left = places;
  for (const settle of line.waiting) {
    if (left-- <= 0) return;
    line.underWay += 1;
    settle(ALLOWED);
  }
}
