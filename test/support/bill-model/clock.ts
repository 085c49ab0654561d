/** A time during which a clock stands still, in seconds: from `since`, to `until` and not in it. */
export interface Standstill {
  since: bigint;
  /** undefined: without limit. */
  until: bigint | undefined;
}

/** Whether a clock stands still at a moment. */
export function standsStill({ since, until }: Standstill, now: bigint): boolean {
  return since <= now && (until === undefined || now < until);
}

/**
 * The last second of a right that began at `since` and lasts `period` seconds of the time in which no clock stands still,
 * if none stands still from `now` on. The standstills may overlap.
 */
export function lastSecond(since: bigint, period: bigint, standstills: readonly Standstill[], now: bigint): bigint {
  const known = standstills
    .filter((still) => still.since <= now)
    .sort((a, b) => (a.since < b.since ? -1 : 1))
    .map((still) => ({ from: still.since, to: still.until === undefined || still.until > now ? now : still.until }));
  let [time, left] = [since, period];
  for (const { from, to } of known) {
    if (to <= time) continue;
    const start = from > time ? from : time;
    // The right had passed before this standstill began.
    if (start - time > left) break;
    left -= start - time;
    time = to;
  }
  return time + left;
}
