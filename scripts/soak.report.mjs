/** What the last third may have more than the first after a warm-up of a tenth, at the median. */
const TOLERANCE = { heapMiB: 8, residentMiB: 48, descriptors: 10, timers: 10 };
/** 401 for no token, and for junk; the rest is said of Wix, and of what asks for too much. */
const EXPECTED = new Set(['200', '401', '429', '502', '503', '504', 'left']);

/**
 * What became of a soak.
 *
 * @param {Record<string, number>[]} samples evenly spread over its time
 * @param {Record<string, number>} statuses how often each was answered
 */
export function judge(samples, statuses) {
  const warm = samples.slice(Math.ceil(samples.length / 10));
  const third = Math.floor(warm.length / 3);
  const typical = (part, name) => round(median(part.map((sample) => sample[name])));
  const growth = {};
  for (const name of Object.keys(warm[0] ?? {})) {
    growth[name] = { first: typical(warm.slice(0, third), name), last: typical(warm.slice(-third), name) };
  }
  const grew = Object.keys(TOLERANCE).filter((name) => !(growth[name]?.last - growth[name]?.first <= TOLERANCE[name]));
  const unexpected = Object.keys(statuses).filter((status) => !EXPECTED.has(status));
  return { growth, grew, unexpected };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function round(value) {
  return Math.round(value * 10) / 10;
}
