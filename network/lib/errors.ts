/** Something that the person at the keyboard can put right: its message says what is wrong and what to do. */
export class NetworkError extends Error {
  /**
   * @param problem what is wrong, one sentence without a full stop
   * @param remedy what to do about it, one sentence without a full stop
   * @param detail output of a program, shown under the message as it is
   */
  constructor(
    readonly problem: string,
    readonly remedy: string,
    readonly detail = "",
  ) {
    super(`${problem}: ${remedy}.${detail === "" ? "" : `\n${detail}`}`);
    this.name = "NetworkError";
  }
}

/** The words of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
