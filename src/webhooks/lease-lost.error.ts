/** Whoever works on an event has it no longer: somebody else has, or nobody may. Nothing that comes of it counts. */
export class LeaseLostError extends Error {
  constructor() {
    super('The event was taken over while it was handled.');
    this.name = 'LeaseLostError';
  }
}
