/** What `parseOne` makes of each comma-separated part; `undefined` when a part is empty or not accepted. */
export function parseList<T>(
  text: string,
  parseOne: (part: string) => T | undefined,
): readonly [T, ...T[]] | undefined {
  const [first, ...rest] = text.split(',').map((part) => parseOne(part.trim()));
  if (first === undefined) return undefined;
  const values: [T, ...T[]] = [first];
  for (const value of rest) {
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}
