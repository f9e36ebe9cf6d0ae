// The answer as a chart: a number for each value of a column, or how often each value stands there.

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { type Answer, isNumeric, numberOf, type Table } from "./answer";
import { choice, element } from "./dom";
import { labelOf, learnLabels } from "./labels";
import { page, say } from "./page";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

const MOST = 60;
const FEW = 3;
const COUNT = "count";

interface Wish {
  kind: "bar" | "line";
  names: number;
  values: number | typeof COUNT;
}

/** Draw a chart with its choices into a place. */
export async function showChart(answer: Answer, place: HTMLElement): Promise<void> {
  const { table } = answer;
  await learnLabels(table.rows).catch(() => undefined);
  const wish = firstWish(table);
  const figure = element("figure", { class: "chart" });
  let chart: Chart | undefined;
  const draw = () => {
    chart?.destroy();
    const points = pointsOf(table, wish);
    const canvas = element("canvas", { role: "img", "aria-label": describe(table, wish, points) });
    const height = wish.kind === "bar" ? 60 + points.slice(0, MOST).length * 26 : 380;
    const frame = element("div", { class: "canvas" }, canvas);
    frame.style.height = `${height}px`;
    const note = points.length > MOST ? say("first", { count: MOST, total: points.length }) : "";
    figure.replaceChildren(frame, element("figcaption", {}, note));
    chart = chartOf(canvas, wish, points.slice(0, MOST), valueName(table, wish));
  };
  const columns = table.columns.map((name, index): [string, string] => [String(index), name]);
  const numbers = columns.filter(([index]) => isNumeric(table, Number(index)));
  const controls = element(
    "p",
    { class: "controls" },
    selected(
      choice(say("names"), columns, (value) => redraw({ names: Number(value) })),
      String(wish.names),
    ),
    selected(
      choice(say("values"), [...numbers, [COUNT, say("count")]], (value) =>
        redraw({ values: value === COUNT ? COUNT : Number(value) }),
      ),
      String(wish.values),
    ),
    selected(
      choice(
        say("kind"),
        [
          ["bar", say("bars")],
          ["line", say("line")],
        ],
        (value) => redraw({ kind: value === "line" ? "line" : "bar" }),
      ),
      wish.kind,
    ),
  );
  const redraw = (change: Partial<Wish>) => {
    Object.assign(wish, change);
    draw();
  };
  place.replaceChildren(controls, figure);
  draw();
}

function selected(label: HTMLLabelElement, value: string): HTMLLabelElement {
  const select = label.querySelector("select");
  if (select) select.value = value;
  return label;
}

function firstWish(table: Table): Wish {
  const indices = table.columns.map((_, index) => index);
  const values = indices.filter((index) => isNumeric(table, index)).at(-1) ?? COUNT;
  const words = indices.filter((index) => !isNumeric(table, index));
  const spread = (index: number) => new Set(table.rows.map((row) => row[index]?.value)).size;
  // A name where each row has its own; to count, the column that makes a few groups, not two.
  const groups = (index: number) => (spread(index) < FEW ? 1e6 : 0) + spread(index);
  const repeats = words.filter((index) => spread(index) > 1).sort((a, b) => groups(a) - groups(b));
  const names = (values === COUNT ? repeats[0] : repeats.at(-1)) ?? words[0] ?? 0;
  const years = typeof values === "number" && isNumeric(table, names);
  return { kind: years ? "line" : "bar", names, values };
}

function pointsOf(table: Table, wish: Wish): [string, number][] {
  const sums = new Map<string, number>();
  const own: [string, number][] = [];
  for (const row of table.rows) {
    const term = row[wish.names];
    const name = term ? (term.type === "uri" ? labelOf(term.value).text : term.value) : "–";
    if (wish.values === COUNT) sums.set(name, (sums.get(name) ?? 0) + 1);
    else own.push([name, numberOf(row[wish.values]) ?? 0]);
  }
  return wish.values === COUNT ? [...sums].sort((a, b) => b[1] - a[1]) : own;
}

function valueName(table: Table, wish: Wish): string {
  return wish.values === COUNT ? say("count") : (table.columns[wish.values] ?? "");
}

function describe(table: Table, wish: Wish, points: [string, number][]): string {
  const names = table.columns[wish.names] ?? "";
  return say("chartOf", { values: valueName(table, wish), names, count: points.length });
}

function chartOf(
  canvas: HTMLCanvasElement,
  wish: Wish,
  points: [string, number][],
  name: string,
): Chart {
  const style = getComputedStyle(document.documentElement);
  const colour = (variable: string) => resolved(style.getPropertyValue(variable));
  const [ink, line, bar] = [colour("--ink"), colour("--line"), colour("--link")];
  const whole = points.every(([, value]) => Number.isInteger(value));
  const numbers = {
    ticks: { color: ink, precision: whole ? 0 : undefined },
    grid: { color: line },
    beginAtZero: true,
  };
  const names = {
    ticks: { color: ink, autoSkip: wish.kind === "line", callback: cut },
    grid: { display: false },
  };
  return new Chart(canvas, {
    type: wish.kind,
    data: {
      labels: points.map(([label]) => label),
      datasets: [
        {
          label: name,
          data: points.map(([, value]) => value),
          backgroundColor: bar,
          borderColor: bar,
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      indexAxis: wish.kind === "bar" ? "y" : "x",
      locale: page.language,
      scales: wish.kind === "bar" ? { x: numbers, y: names } : { x: names, y: numbers },
    },
  });
}

function cut(this: { getLabelForValue(value: number): string }, value: string | number): string {
  const label = this.getLabelForValue(Number(value));
  const room = innerWidth < 640 ? 18 : 42;
  return label.length > room ? `${label.slice(0, room - 1)}…` : label;
}

/** A colour as a canvas knows it: light-dark() is for style sheets only. */
function resolved(value: string): string {
  const probe = element("span");
  probe.style.color = value;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
