/** An error that a service of AWS answers a call with, by the name in its API reference. */
export class ServiceFailure extends Error {
  /**
   * @param name such as `ResourceNotFoundException`
   * @param status HTTP's
   */
  constructor(
    override readonly name: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
