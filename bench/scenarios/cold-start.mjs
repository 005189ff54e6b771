import { setTimeout as wait } from 'node:timers/promises';
import { validToken } from '../fixtures.mjs';
import { startGateway } from '../gateway.mjs';
import { spread } from '../statistics.mjs';

/** From the start of the process to the first 200, and the memory of a gateway that has nothing to do. */
export async function coldStart(bench) {
  const times = [];
  const idle = [];
  for (let run = 0; run < (bench.quick ? 3 : 5); run++) {
    const start = performance.now();
    const gateway = await startGateway({ wix: bench.wix });
    const answer = await fetch(`http://127.0.0.1:${gateway.port}/v1/identity`, {
      headers: { authorization: validToken('first') },
    });
    if (answer.status !== 200) throw new Error(`The first answer was ${answer.status}.`);
    await answer.text();
    times.push(performance.now() - start);
    await wait(1_000);
    idle.push(gateway.residentMiB());
    await gateway.stop();
  }
  const result = { firstAnswerMs: spread(times), idleMiB: spread(idle), requiredMs: 1_500 };
  bench.print(
    `start to first 200: ${result.firstAnswerMs.median} ms (at most 1500); idle: ${result.idleMiB.median} MiB resident`,
  );
  return result;
}
