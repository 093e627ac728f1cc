/** Largest input that a mutation makes. */
const MOST_BYTES = 256 * 1024;

type Random = () => number;
const below = (random: Random, n: number): number => Math.floor(random() * n);
const pick = <T>(random: Random, list: readonly T[]): T | undefined => list[below(random, list.length)];

const replaced = (bytes: Uint8Array, from: number, to: number, by: Uint8Array): Uint8Array => {
  const out = new Uint8Array(from + by.length + bytes.length - to);
  out.set(bytes.subarray(0, from));
  out.set(by, from);
  out.set(bytes.subarray(to), from + by.length);
  return out;
};

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const VALUES = ['null', '[]', '{}', '""', '0', '-1.5', 'true', '[null]', '"\\ud800"', '"A"', '[["a"]]'];
const NUMBERS = ['0', '-1', '1e999', '99999999999999999999', '0.1', '2147483648', 'NaN', '٣'];

export type Soil = { random: Random; corpus: readonly Uint8Array[]; tokens: readonly Uint8Array[] };
type Mutation = (bytes: Uint8Array, soil: Soil) => Uint8Array;

const span = (bytes: Uint8Array, random: Random): [number, number] => {
  const from = below(random, bytes.length + 1);
  return [from, Math.min(bytes.length, from + below(random, random() < 0.8 ? 32 : bytes.length + 1))];
};

const MUTATIONS: readonly Mutation[] = [
  (bytes, { random }) => {
    const out = bytes.slice();
    for (let n = 1 + below(random, 4); n > 0 && out.length > 0; n--) {
      const at = below(random, out.length);
      out[at] = (out[at] ?? 0) ^ (1 << below(random, 8));
    }
    return out;
  },
  (bytes, { random }) => {
    const at = below(random, bytes.length + 1);
    return replaced(
      bytes,
      at,
      at,
      Uint8Array.from({ length: 1 + below(random, 8) }, () => below(random, 256)),
    );
  },
  (bytes, { random }) => {
    const [from, to] = span(bytes, random);
    return replaced(bytes, from, to, new Uint8Array());
  },
  (bytes, { random }) => {
    const [from, to] = span(bytes, random);
    return replaced(bytes, to, to, bytes.subarray(from, to));
  },
  (bytes, { random }) => bytes.slice(0, below(random, bytes.length + 1)),
  (bytes, soil) => {
    const other = pick(soil.random, soil.corpus) ?? bytes;
    const [from, to] = span(bytes, soil.random);
    const [a, b] = span(other, soil.random);
    return replaced(bytes, from, to, other.subarray(a, b));
  },
  (bytes, soil) => {
    const at = below(soil.random, bytes.length + 1);
    return replaced(bytes, at, at, pick(soil.random, soil.tokens) ?? new Uint8Array());
  },
  (bytes, soil) => {
    const [from, to] = span(bytes, soil.random);
    return replaced(bytes, from, to, pick(soil.random, soil.tokens) ?? new Uint8Array());
  },
  (bytes, soil) => {
    const token = pick(soil.random, soil.tokens) ?? bytes;
    const times = below(soil.random, soil.random() < 0.9 ? 40 : 20_000);
    const many = new Uint8Array(Math.min(MOST_BYTES, token.length * times));
    for (let i = 0; i < many.length; i++) many[i] = token[i % token.length] ?? 0;
    const at = below(soil.random, bytes.length + 1);
    return replaced(bytes, at, at, many);
  },
  (bytes, { random }) => {
    const text = new TextDecoder('latin1').decode(bytes);
    const digits = [...text.matchAll(/\d+/g)];
    const found = pick(random, digits);
    if (!found) return bytes;
    return replaced(bytes, found.index, found.index + found[0].length, encode(pick(random, NUMBERS) ?? '0'));
  },
  (bytes, { random }) => {
    const text = new TextDecoder('latin1').decode(bytes);
    const quoted = [...text.matchAll(/"[^"\\\n]*"/g)];
    const [from, other] = [pick(random, quoted), pick(random, quoted)];
    if (!from || !other) return bytes;
    const end = from.index + from[0].length;
    const by = bytes.subarray(other.index, other.index + other[0].length);
    return replaced(bytes, from.index, end, random() < 0.5 ? by : encode(pick(random, VALUES) ?? ''));
  },
];

/** One input of the corpus, changed one to five times. */
export const mutated = (soil: Soil): Uint8Array => {
  let bytes = pick(soil.random, soil.corpus) ?? new Uint8Array();
  for (let n = 1 + below(soil.random, 5); n > 0; n--)
    bytes = (pick(soil.random, MUTATIONS) ?? ((b: Uint8Array) => b))(bytes, soil);
  return bytes.length > MOST_BYTES ? bytes.slice(0, MOST_BYTES) : bytes;
};
