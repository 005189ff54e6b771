import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition holds, and fails when it does not within the time. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not so within ${withinMs} ms: ${condition.toString()}`);
    await sleep(10);
  }
}
