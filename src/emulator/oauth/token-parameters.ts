/** Parameters of a token request by their snake_case name; Wix reads `client_id` and `clientId` alike; an empty value counts as none. */
export class TokenParameters {
  readonly #values: ReadonlyMap<string, string>;

  constructor(body: unknown) {
    const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
    this.#values = new Map(
      fields.flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [[name, value]] : [])),
    );
  }

  get(name: string): string | undefined {
    const camelName = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return this.#values.get(name) ?? this.#values.get(camelName);
  }

  /** All of them as they were sent, but for those named. */
  without(...names: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#values].filter(([name]) => !names.includes(name)));
  }
}
