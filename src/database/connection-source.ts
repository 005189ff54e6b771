import type { Pool } from 'pg';

/** Where connections to PostgreSQL come from. Both kinds speak the same protocol to the same driver. */
export interface ConnectionSource {
  /** For messages: which database this is. Never holds a password. */
  readonly description: string;
  readonly pool: Pool;

  /**
   * Takes what only one process may have; waits while it cannot be told whether another one still has it. Rejects when
   * another one has it; trying again then cannot help.
   */
  claim(): Promise<void>;

  /** Makes the database ready for connections. Rejects when it cannot be had now. */
  open(): Promise<void>;

  /** Begins nothing by itself any more, and gives up an opening: the process is ending, and others need the database. */
  rest(): void;

  /** Ends every connection and gives back what was claimed. */
  close(): Promise<void>;
}
