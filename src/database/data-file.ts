import { z } from 'zod';

/** Of the layout of the file; the layout of the tables is told by the migrations. */
const FORMAT = 1;

const header = z.object({ liftgateData: z.literal(FORMAT), migrations: z.array(z.string()) });
const row = z.object({ table: z.string(), row: z.looseObject({}) });
const footer = z.object({ rows: z.int() });

/**
 * Tables as JSON lines, independent of PostgreSQL's version: first which migrations had been applied, then one line for each
 * row, last how many they are, so that a file which was cut off is noticed.
 */
export const headerLine = (migrations: readonly string[]): string =>
  JSON.stringify({ liftgateData: FORMAT, migrations });
/** @param rowJson as PostgreSQL wrote it: JavaScript's numbers would round its large ones */
export const rowLine = (table: string, rowJson: string): string =>
  `{"table":${JSON.stringify(table)},"row":${rowJson}}`;
export const footerLine = (rows: number): string => JSON.stringify({ rows });

/** The migrations of a header. @throws Error for any other line */
export function parseHeader(line: string): readonly string[] {
  const parsed = header.safeParse(parseJson(line));
  if (!parsed.success) throw new Error('The file is no export of Liftgate, or one of a newer version.');
  return parsed.data.migrations;
}

/** The table of a row, or how many rows there were. @throws Error for any other line */
export function parseLine(line: string): { readonly table: string } | { readonly rows: number } {
  const value = parseJson(line);
  const parsed = z.union([row, footer]).safeParse(value);
  if (!parsed.success) throw new Error('The file is damaged: a line is neither a row nor the end.');
  return parsed.data;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
