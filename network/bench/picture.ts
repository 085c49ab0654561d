import type { Measured } from "./drive.js";

/** One bar of the picture. */
export interface Row extends Measured {
  name: string;
  /** what one transaction carries, for example 50 bills */
  carries: string;
  /** its rate over the rate of plain transfers */
  ratio: number;
}

const WIDTH = 860;
const ROW = 64;
const LEFT = 210;
const BAR = 380;

/** The measurement as an SVG picture: a bar for each rate, the times to finality beside it, the target as a line. */
export function picture(rows: Row[], target: number, caption: string): string {
  const most = Math.max(...rows.map(({ perSecond }) => perSecond));
  const plain = rows.find(({ ratio }) => ratio === 1)?.perSecond ?? most;
  const scale = (rate: number) => (BAR * rate) / most;
  const height = 70 + rows.length * ROW + 46;
  const goal = LEFT + scale(target * plain);
  const bars = rows.map(({ name, carries, perSecond, ratio, median, percentile95 }, index) => {
    const y = 70 + index * ROW;
    const bar = scale(perSecond);
    return [
      `  <text x="${LEFT - 12}" y="${y + 17}" text-anchor="end" font-weight="600">${name}</text>`,
      `  <text x="${LEFT - 12}" y="${y + 33}" text-anchor="end" class="small">${carries}</text>`,
      `  <rect x="${LEFT}" y="${y}" width="${bar.toFixed(1)}" height="36" rx="3" fill="${ratio === 1 ? "#8a94a6" : "#1f6feb"}"/>`,
      `  <text x="${LEFT + bar + 8}" y="${y + 16}">${perSecond.toFixed(0)} tx/s${ratio === 1 ? "" : `, ${ratio.toFixed(2)} of plain`}</text>`,
      `  <text x="${LEFT + bar + 8}" y="${y + 32}" class="small">final after ${seconds(median)} s, 95 % within ${seconds(percentile95)} s</text>`,
    ].join("\n");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="14" fill="#1c2330">
  <style>.small { font-size: 12px; fill: #5b6472 }</style>
  <rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
  <text x="20" y="30" font-size="18" font-weight="600">Load on the private chain of four validators</text>
  <text x="20" y="50" class="small">${caption}</text>
${bars.join("\n")}
  <line x1="${goal.toFixed(1)}" y1="62" x2="${goal.toFixed(1)}" y2="${height - 40}" stroke="#b42318" stroke-dasharray="5 4"/>
  <text x="${goal.toFixed(1)}" y="${height - 22}" text-anchor="middle" class="small">target: ${target} of plain</text>
</svg>
`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
