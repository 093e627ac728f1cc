/**
 * Who answered what: the responses of person u stand from `start[u]` to `start[u + 1]`. `weight` = how many people gave
 * this pattern (1 when absent), `guess` = chance of each item by guessing (0 when absent).
 */
export type Responses = {
  items: number;
  start: Int32Array;
  item: Int32Array;
  right: Uint8Array;
  weight?: Float64Array;
  guess?: Float64Array;
};
/** Difficulties and slopes in logits of a scale whose mean ability is 0; `se` of b; `theta` = each person's mean (EAP). */
export type Fit = {
  a: Float64Array;
  b: Float64Array;
  se: Float64Array;
  /** Spread of ability: estimated under Rasch, 1 under 2PL. */
  sd: number;
  theta: Float64Array;
  rounds: number;
};
export type FitOptions = { slopes?: boolean; nodes?: number; most?: number; tolerance?: number };

const REACH = 6;
const LEAST = 1e-9;

type Work = {
  data: Responses;
  nodes: Float64Array;
  prior: Float64Array;
  a: Float64Array;
  /** Intercepts: P = c + (1 - c) sigma(a theta + d). */
  d: Float64Array;
  sd: number;
  /** By item and node: expected answers, and expected right ones. */
  asked: Float64Array;
  right: Float64Array;
  logRight: Float64Array;
  logWrong: Float64Array;
  posterior: Float64Array;
  people: number;
};

const guessAt = (data: Responses, i: number): number => data.guess?.[i] ?? 0;
const weightAt = (data: Responses, u: number): number => data.weight?.[u] ?? 1;
const sigma = (x: number): number => 1 / (1 + Math.exp(-x));

const startingIntercepts = (data: Responses): Float64Array => {
  const asked = new Float64Array(data.items);
  const right = new Float64Array(data.items);
  for (let u = 0; u + 1 < data.start.length; u++)
    for (let k = data.start[u] as number; k < (data.start[u + 1] as number); k++) {
      const i = data.item[k] as number;
      asked[i] = (asked[i] as number) + weightAt(data, u);
      right[i] = (right[i] as number) + weightAt(data, u) * (data.right[k] as number);
    }
  return asked.map((n, i) => {
    const c = guessAt(data, i);
    const share = ((right[i] as number) + 0.5) / (n + 1);
    const p = Math.min(0.98, Math.max(0.02, (share - c) / (1 - c)));
    return Math.log(p / (1 - p));
  });
};

const begin = (data: Responses, count: number): Work => {
  const cells = data.items * count;
  const people = data.start.length - 1;
  let sum = 0;
  for (let u = 0; u < people; u++) sum += weightAt(data, u);
  return {
    data,
    nodes: Float64Array.from({ length: count }, (_, q) => -REACH + (2 * REACH * q) / (count - 1)),
    prior: new Float64Array(count),
    a: new Float64Array(data.items).fill(1),
    d: startingIntercepts(data),
    sd: 1,
    asked: new Float64Array(cells),
    right: new Float64Array(cells),
    logRight: new Float64Array(cells),
    logWrong: new Float64Array(cells),
    posterior: new Float64Array(count),
    people: sum,
  };
};

/** Tables of this round: the normal prior and ln P, ln(1 - P) by item and node. */
const tabulate = (w: Work): void => {
  const { data, nodes, prior, a, d } = w;
  const count = nodes.length;
  let sum = 0;
  for (let q = 0; q < count; q++) {
    prior[q] = Math.exp(-0.5 * ((nodes[q] as number) / w.sd) ** 2);
    sum += prior[q] as number;
  }
  for (let q = 0; q < count; q++) prior[q] = Math.log((prior[q] as number) / sum);
  for (let i = 0; i < data.items; i++) {
    const c = guessAt(data, i);
    for (let q = 0; q < count; q++) {
      const s = sigma((a[i] as number) * (nodes[q] as number) + (d[i] as number));
      w.logRight[i * count + q] = Math.log(Math.max(LEAST, c + (1 - c) * s));
      w.logWrong[i * count + q] = Math.log(Math.max(LEAST, (1 - c) * (1 - s)));
    }
  }
};

/** Where person u is, as probabilities of the nodes: left in `w.posterior`. */
const locate = (w: Work, u: number): void => {
  const { data, prior, posterior, logRight, logWrong } = w;
  const count = posterior.length;
  posterior.set(prior);
  for (let k = data.start[u] as number; k < (data.start[u + 1] as number); k++) {
    const table = data.right[k] === 1 ? logRight : logWrong;
    const row = (data.item[k] as number) * count;
    for (let q = 0; q < count; q++) posterior[q] = (posterior[q] as number) + (table[row + q] as number);
  }
  let top = -Infinity;
  for (let q = 0; q < count; q++) top = Math.max(top, posterior[q] as number);
  let sum = 0;
  for (let q = 0; q < count; q++) {
    posterior[q] = Math.exp((posterior[q] as number) - top);
    sum += posterior[q] as number;
  }
  for (let q = 0; q < count; q++) posterior[q] = (posterior[q] as number) / sum;
};

const expect = (w: Work): number => {
  const { data, posterior, nodes, asked, right } = w;
  const count = nodes.length;
  asked.fill(0);
  right.fill(0);
  let squares = 0;
  for (let u = 0; u + 1 < data.start.length; u++) {
    locate(w, u);
    const weight = weightAt(data, u);
    for (let q = 0; q < count; q++) {
      posterior[q] = (posterior[q] as number) * weight;
      squares += (posterior[q] as number) * (nodes[q] as number) ** 2;
    }
    for (let k = data.start[u] as number; k < (data.start[u + 1] as number); k++) {
      const row = (data.item[k] as number) * count;
      const won = data.right[k] === 1;
      for (let q = 0; q < count; q++) {
        asked[row + q] = (asked[row + q] as number) + (posterior[q] as number);
        if (won) right[row + q] = (right[row + q] as number) + (posterior[q] as number);
      }
    }
  }
  return squares / w.people;
};

const STEPS = 3;
const MOST_STEP = 1;
const within = (x: number, most: number): number => Math.min(most, Math.max(-most, x));

/** Fisher scoring for one item on the expected counts: intercept alone, or intercept and slope. Gives the largest move. */
const improve = (w: Work, i: number, slopes: boolean): number => {
  const { nodes, a, d } = w;
  const c = guessAt(w.data, i);
  let moved = 0;
  for (let step = 0; step < STEPS; step++) {
    let [gd, ga, hdd, hda, haa] = [0, 0, 0, 0, 0];
    for (let q = 0; q < nodes.length; q++) {
      const x = nodes[q] as number;
      const n = w.asked[i * nodes.length + q] as number;
      const s = sigma((a[i] as number) * x + (d[i] as number));
      const p = Math.max(LEAST, c + (1 - c) * s);
      const share = s / p;
      const e = ((w.right[i * nodes.length + q] as number) - n * p) * share;
      const h = n * share * share * p * (1 - p);
      gd += e;
      ga += e * x;
      hdd += h;
      hda += h * x;
      haa += h * x * x;
    }
    if (!slopes) {
      const by = within(gd / (hdd + LEAST), MOST_STEP);
      d[i] = within((d[i] as number) + by, REACH);
      moved = Math.max(moved, Math.abs(by));
    } else {
      const det = hdd * haa - hda * hda + LEAST;
      const byD = within((gd * haa - ga * hda) / det, MOST_STEP);
      const byA = within((ga * hdd - gd * hda) / det, MOST_STEP);
      d[i] = within((d[i] as number) + byD, REACH);
      a[i] = Math.min(4, Math.max(0.05, (a[i] as number) + byA));
      moved = Math.max(moved, Math.abs(byD), Math.abs(byA));
    }
  }
  return moved;
};

/** The ability of each person, and the information on each intercept: squares of the persons' own scores, which count
 * that ability is not known (the diagonal of the cross-product form). */
const conclude = (w: Work): { theta: Float64Array; information: Float64Array } => {
  const { data, posterior, nodes } = w;
  const theta = new Float64Array(data.start.length - 1);
  const information = new Float64Array(data.items);
  tabulate(w);
  for (let u = 0; u < theta.length; u++) {
    locate(w, u);
    for (let q = 0; q < nodes.length; q++)
      theta[u] = (theta[u] as number) + (posterior[q] as number) * (nodes[q] as number);
    for (let k = data.start[u] as number; k < (data.start[u + 1] as number); k++) {
      const i = data.item[k] as number;
      const c = guessAt(data, i);
      let score = 0;
      for (let q = 0; q < nodes.length; q++) {
        const p = Math.exp(w.logRight[i * nodes.length + q] as number);
        const s = (p - c) / (1 - c);
        score += (posterior[q] as number) * ((data.right[k] as number) - p) * (s / p);
      }
      information[i] = (information[i] as number) + weightAt(data, u) * score * score;
    }
  }
  return { theta, information };
};

/**
 * Marginal maximum likelihood by EM over normal ability (Bock and Aitkin 1981): Rasch with a free spread, or 2PL with
 * spread 1. Typed arrays only; half a million answers take seconds: keep it off the loop.
 */
export const fitItems = (data: Responses, options: FitOptions = {}): Fit => {
  const { slopes = false, nodes = 61, most = 500, tolerance = 1e-4 } = options;
  const w = begin(data, nodes);
  let rounds = 0;
  for (let moved = 1; moved > tolerance && rounds < most; rounds++) {
    tabulate(w);
    const variance = expect(w);
    const spread = slopes ? 1 : Math.sqrt(variance);
    moved = Math.abs(spread - w.sd);
    w.sd = spread;
    for (let i = 0; i < data.items; i++) moved = Math.max(moved, improve(w, i, slopes));
  }
  const { theta, information } = conclude(w);
  return {
    a: w.a,
    b: w.d.map((d, i) => -d / (w.a[i] as number)),
    se: information.map((x, i) => 1 / Math.sqrt(x + LEAST) / (w.a[i] as number)),
    sd: w.sd,
    theta,
    rounds,
  };
};
