/** Waits that many milliseconds. */
export async function pause(milliseconds: number): Promise<void> {
  await new Promise<void>((wake) => setTimeout(wake, milliseconds));
}
