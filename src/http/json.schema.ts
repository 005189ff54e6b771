/** The part of JSON Schema (2020-12) that describes our answers, for the OpenAPI document and for serialising alike. */
export interface JsonSchema {
  readonly type: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: boolean;
  readonly example?: unknown;
}
