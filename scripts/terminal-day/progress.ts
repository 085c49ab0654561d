// How far a day has come: a bar at a terminal, a line for each simulated hour elsewhere.
import type { Progress } from "./run.js";

const WIDTH = 40;
/** Milliseconds between two pictures of the bar. */
const PATIENCE = 100;

/** Where the progress is written; `process.stderr`, so that the report alone is on the standard output. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

export class ProgressBar {
  readonly #screen: Screen;
  #begun: number | undefined;
  #drawn = -PATIENCE;
  #hour = "";
  #isOpen = false;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Shows the progress, unless it was shown just now. */
  show(progress: Progress): void {
    this.#begun ??= performance.now();
    const clock = new Date(progress.now * 1000).toISOString();
    const rate = progress.transactions / Math.max(0.001, (performance.now() - this.#begun) / 1000);
    const share = progress.out / progress.containers;
    const line =
      `${clock.slice(11, 16)}  ${String(Math.floor(share * 100)).padStart(3)} %  ` +
      `${count(progress.out)} of ${count(progress.containers)} containers out, ` +
      `${count(progress.transactions)} transactions, ${rate.toFixed(0)}/s`;
    if (this.#screen.isTTY === true) {
      if (performance.now() - this.#drawn < PATIENCE) return;
      this.#drawn = performance.now();
      const done = Math.round(share * WIDTH);
      this.#screen.write(`\r\u001b[2K${"█".repeat(done)}${"░".repeat(WIDTH - done)} ${line}`);
      this.#isOpen = true;
    } else if (clock.slice(0, 13) !== this.#hour) {
      this.#hour = clock.slice(0, 13);
      this.#screen.write(`${clock.slice(0, 10)} ${line}\n`);
    }
  }

  /** Leaves the line of the bar. */
  end(): void {
    if (this.#isOpen) this.#screen.write("\r\u001b[2K");
    this.#isOpen = false;
  }
}

function count(number: number): string {
  return number.toLocaleString("en");
}
