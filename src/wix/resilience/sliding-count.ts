/** Counts events of the last while in a ring of slots: bounded memory, no timer. Each counts for `spanMs`, a slot longer at most. */
export class SlidingCount {
  readonly #slots: Uint32Array;
  #newest = 0;
  #total = 0;

  /** @param spanMs a multiple of `slotMs` */
  constructor(
    spanMs: number,
    private readonly slotMs: number,
  ) {
    this.#slots = new Uint32Array(spanMs / slotMs + 1);
  }

  add(now: number): void {
    this.#turn(now);
    this.#put(this.#newest, this.#at(this.#newest) + 1);
    this.#total += 1;
  }

  /** Takes back an event of that time, unless it is forgotten already. */
  remove(at: number): void {
    const slot = Math.floor(at / this.slotMs);
    if (slot > this.#newest || slot <= this.#newest - this.#slots.length || this.#at(slot) === 0) return;
    this.#put(slot, this.#at(slot) - 1);
    this.#total -= 1;
  }

  total(now: number): number {
    this.#turn(now);
    return this.#total;
  }

  /** Milliseconds until at most `most` of the events still count, when none is added. */
  msUntil(most: number, now: number): number {
    let left = this.total(now);
    for (let slot = this.#newest - this.#slots.length + 1; slot <= this.#newest; slot++) {
      if (left <= most) return Math.max(0, (slot - 1 + this.#slots.length) * this.slotMs - now);
      left -= this.#at(slot);
    }
    return (this.#newest + this.#slots.length) * this.slotMs - now;
  }

  /** Forgets what is too old. Time set back by more than a slot forgets all: what was counted then can't be placed. */
  #turn(now: number): void {
    const slot = Math.floor(now / this.slotMs);
    const passed = slot - this.#newest;
    if (passed === 0 || passed === -1) return;
    if (passed < 0 || passed >= this.#slots.length) {
      this.#slots.fill(0);
      this.#total = 0;
    } else {
      for (let gone = this.#newest + 1; gone <= slot; gone++) {
        this.#total -= this.#at(gone);
        this.#put(gone, 0);
      }
    }
    this.#newest = slot;
  }

  #at(slot: number): number {
    return this.#slots[this.#index(slot)] ?? 0;
  }

  #put(slot: number, count: number): void {
    this.#slots[this.#index(slot)] = count;
  }

  #index(slot: number): number {
    const length = this.#slots.length;
    return ((slot % length) + length) % length;
  }
}
