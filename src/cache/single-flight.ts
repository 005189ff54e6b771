/**
 * Runs one piece of work at a time for each key: whoever asks while it runs shares its outcome. The work belongs to no
 * caller, so it goes on when the one that started it has left; a failure is given to those waiting and not remembered.
 */
export class SingleFlight<Value> {
  readonly #flights = new Map<string, Promise<Value>>();

  run(key: string, work: () => Promise<Value>): Promise<Value> {
    const running = this.#flights.get(key);
    if (running !== undefined) return running;
    const flight = work();
    this.#flights.set(key, flight);
    const end = () => {
      // Only its own slot: a newer flight may have taken the key after `forget`.
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    // Not `finally`, whose three promises each caller would wait for. These come first, so the slot is free by then.
    flight.then(end, end);
    return flight;
  }

  isRunning(key: string): boolean {
    return this.#flights.has(key);
  }

  /** Lets the next `run` start anew; the running flight still answers those who wait for it. */
  forget(key: string): void {
    this.#flights.delete(key);
  }
}
