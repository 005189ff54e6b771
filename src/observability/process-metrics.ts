import { collectDefaultMetrics, type Registry } from 'prom-client';

/** Three series for each of V8's nine heap spaces say little that the heap's totals do not. */
const TOO_MANY_SERIES = [
  'nodejs_heap_space_size_total_bytes',
  'nodejs_heap_space_size_used_bytes',
  'nodejs_heap_space_size_available_bytes',
];

/** CPU, memory, event loop, descriptors and garbage collection of this process. */
export function collectProcessMetrics(register: Registry): void {
  collectDefaultMetrics({ register, gcDurationBuckets: [0.001, 0.01, 0.1] });
  for (const name of TOO_MANY_SERIES) register.removeSingleMetric(name);
}
