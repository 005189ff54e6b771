/** A refusal that the service plugin's contract knows. Wix gets `{"applicationError":{code, data}}` with the status. */
export class ServicePluginError extends Error {
  /**
   * @param code as Wix documents it for the service plugin, such as `PROVIDER_ERROR`
   * @param httpStatus 400 to 599
   * @param data sent along; Wix may show it to the site's owner
   */
  constructor(
    readonly code: string,
    readonly httpStatus = 400,
    readonly data?: unknown,
  ) {
    super(code);
    this.name = 'ServicePluginError';
  }
}
