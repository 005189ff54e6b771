declare function callForms(
  clients: Readonly<Record<string, unknown>>,
): Record<string, (url: string) => Promise<string>>;
export = callForms;
