/** JSON pointers (RFC 6901). */

/** The pointer of a path: `["a/b", 0]` is `/a~1b/0`. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
