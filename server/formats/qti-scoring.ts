import { charsOf, type El, everyEl, firstEl, kid, kids, numberOf, wordsOf } from './qti-tree.ts';

export type MapEntry = { key: string; value: number; caseSensitive?: boolean };
export type Mapping = { entries: MapEntry[]; fallback: number };
/** What an item declares of one response. */
export type Declaration = {
  id: string;
  cardinality: string;
  baseType: string;
  correct: string[];
  mapping?: Mapping;
  /** What stands in the field at the beginning. */
  initial?: string;
};

const mappingOf = (el: El): Mapping => ({
  entries: kids(el, 'mapEntry').flatMap((e) => {
    const value = numberOf(e.attrs.mappedValue);
    if (value === undefined || e.attrs.mapKey === undefined) return [];
    const cased = e.attrs.caseSensitive;
    return [{ key: e.attrs.mapKey, value, ...(cased ? { caseSensitive: cased === 'true' } : {}) }];
  }),
  fallback: numberOf(el.attrs.defaultValue) ?? 0,
});

/** The response declarations of an item by identifier. */
export const declarationsOf = (item: El): Map<string, Declaration> =>
  new Map(
    kids(item, 'responseDeclaration').map((el) => {
      const mapping = kid(el, 'mapping');
      const initial = firstEl(kid(el, 'defaultValue'), 'value');
      const values = kid(el, 'correctResponse');
      const declaration: Declaration = {
        id: el.attrs.identifier ?? '',
        cardinality: el.attrs.cardinality ?? 'single',
        baseType: el.attrs.baseType ?? 'identifier',
        correct: values ? kids(values, 'value').map((v) => charsOf(v).trim()) : [],
        ...(mapping ? { mapping: mappingOf(mapping) } : {}),
        ...(initial ? { initial: charsOf(initial) } : {}),
      };
      return [declaration.id, declaration];
    }),
  );

/** One test of one response in a rule. `correct` = it is the right one. */
type Test =
  | { kind: 'correct'; response: string }
  | { kind: 'value'; response: string; value: string; caseSensitive?: boolean }
  | { kind: 'near'; response: string; value?: number; tolerance: number; relative?: true; places?: number };
type Act = { outcome: string; value?: string; ofResponse?: string };
type Branch = { tests: Test[]; acts: Act[]; otherwise: boolean };

const EQUALS = ['match', 'equal', 'equalRounded', 'stringMatch', 'member', 'contains'];

const variableIn = (el: El, responses: ReadonlySet<string>): string | undefined =>
  everyEl(el, 'variable')
    .map((v) => v.attrs.identifier ?? '')
    .find((id) => responses.has(id));

const toleranceOf = (el: El): { tolerance: number; relative?: true; places?: number } => {
  const numbers = (el.attrs.tolerance ?? '').split(/\s+/u).flatMap((t) => numberOf(t) ?? []);
  if (el.name === 'equalRounded') return { tolerance: 0, places: numberOf(el.attrs.figures) ?? 0 };
  const widest = Math.max(0, ...numbers);
  if (el.attrs.toleranceMode === 'relative') return { tolerance: widest / 100, relative: true };
  return { tolerance: el.attrs.toleranceMode === 'absolute' ? widest : 0 };
};

const testOf = (el: El, responses: ReadonlySet<string>): Test[] => {
  const response = variableIn(el, responses);
  if (response === undefined) return [];
  const value = firstEl(el, 'baseValue');
  const near = el.name === 'equal' || el.name === 'equalRounded';
  if (firstEl(el, 'correct'))
    return near
      ? [
          { kind: 'near', response, ...toleranceOf(el) },
          { kind: 'correct', response },
        ]
      : [{ kind: 'correct', response }];
  if (!value) return [];
  const number = numberOf(charsOf(value));
  if (near && number !== undefined) return [{ kind: 'near', response, value: number, ...toleranceOf(el) }];
  const cased = el.attrs.caseSensitive;
  return [
    {
      kind: 'value',
      response,
      value: charsOf(value).trim(),
      ...(cased ? { caseSensitive: cased === 'true' } : {}),
    },
  ];
};

/** `lower <= answer <= upper` as a test. */
const rangeOf = (el: El, responses: ReadonlySet<string>): Test[] => {
  const low = kid(el, 'gte', 'gt');
  const high = kid(el, 'lte', 'lt');
  if (el.name !== 'and' || !low || !high) return [];
  const from = numberOf(wordsOf(firstEl(low, 'baseValue')));
  const to = numberOf(wordsOf(firstEl(high, 'baseValue')));
  const response = variableIn(low, responses);
  if (from === undefined || to === undefined || response === undefined) return [];
  return [{ kind: 'near', response, value: (from + to) / 2, tolerance: Math.abs(to - from) / 2 }];
};

const testsIn = (el: El, responses: ReadonlySet<string>): Test[] => {
  if (el.name === 'not' || el.name === 'isNull') return [];
  if (EQUALS.includes(el.name)) return testOf(el, responses);
  const range = rangeOf(el, responses);
  return range.length > 0 ? range : kids(el).flatMap((c) => testsIn(c, responses));
};

const actOf = (el: El, responses: ReadonlySet<string>): Act => {
  const outcome = el.attrs.identifier ?? '';
  const value = firstEl(el, 'baseValue');
  const ofResponse = variableIn(el, responses);
  return {
    outcome,
    ...(value ? { value: charsOf(value).trim() } : {}),
    ...(ofResponse !== undefined ? { ofResponse } : {}),
  };
};

const BRANCHES = ['responseIf', 'responseElseIf', 'responseElse'];

const branchesIn = (el: El, responses: ReadonlySet<string>): Branch[] =>
  everyEl(el, ...BRANCHES).map((branch) => {
    const acts = kids(branch, 'setOutcomeValue').map((a) => actOf(a, responses));
    const [condition] = kids(branch);
    const tests = branch.name === 'responseElse' || !condition ? [] : testsIn(condition, responses);
    return { tests, acts, otherwise: branch.name === 'responseElse' };
  });

/** What the response processing of an item says, as far as rules of one response go. */
export type Rules = {
  /** Responses whose mapping gives the score. */
  mapped: Set<string>;
  /** Responses that are right as a whole or not at all. */
  matched: Set<string>;
  /** Scores that rules give to single values of a response. */
  scores: Map<string, MapEntry[]>;
  /** How far a typed number may be off, by response. */
  near: Map<
    string,
    {
      value?: number;
      tolerance: number;
      relative?: true;
      places?: number;
      score: number;
      feedback?: string;
    }[]
  >;
  /** Feedback that is named after the value: outcome by response. */
  echoed: Map<string, string>;
  /** Feedback identifier by response and value. */
  said: { response: string; value: string; outcome: string; feedback: string }[];
  /** Feedback identifiers for a right answer and for a wrong one. */
  right: { outcome: string; feedback: string }[];
  wrong: { outcome: string; feedback: string }[];
  /** A rule of its own that is not understood gives the score. */
  custom: boolean;
  /** No rule says whether the key or the mapping counts: the key does. */
  unscored?: true;
  /** Written by this product: shares are meant as they stand (`scores`: the options have their own). */
  exact?: 'plain' | 'scores';
  /** A star in a text stands for any text. */
  wildcards: boolean;
  /** The full mark of a response where the file says it. */
  weights: Map<string, number>;
};

const emptyRules = (): Rules => ({
  mapped: new Set(),
  matched: new Set(),
  scores: new Map(),
  near: new Map(),
  echoed: new Map(),
  said: [],
  right: [],
  wrong: [],
  custom: false,
  wildcards: false,
  weights: new Map(),
});

const pushTo = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  map.set(key, [...(map.get(key) ?? []), value]);
};

const isScore = (outcome: string): boolean =>
  /score|points|mark|grade/iu.test(outcome) && !/max|min/iu.test(outcome);

const addValueBranch = (rules: Rules, branch: Branch, test: Test): void => {
  const score = branch.acts.flatMap((a) => (isScore(a.outcome) ? (numberOf(a.value) ?? []) : []))[0];
  const fed = branch.acts.find(
    (a) => !isScore(a.outcome) && a.value !== undefined && a.ofResponse === undefined,
  );
  if (test.kind === 'near') {
    const { kind: _, response, ...rest } = test;
    pushTo(rules.near, response, {
      ...rest,
      score: score ?? Number.NaN,
      ...(fed?.value ? { feedback: fed.value } : {}),
    });
  } else if (test.kind === 'value') {
    const cased = test.caseSensitive === undefined ? {} : { caseSensitive: test.caseSensitive };
    if (score !== undefined) pushTo(rules.scores, test.response, { key: test.value, value: score, ...cased });
    if (fed?.value)
      rules.said.push({
        response: test.response,
        value: test.value,
        outcome: fed.outcome,
        feedback: fed.value,
      });
  } else {
    rules.matched.add(test.response);
    if (fed?.value && branch.tests.length === 1)
      rules.right.push({ outcome: fed.outcome, feedback: fed.value });
  }
};

const addBranch = (rules: Rules, branch: Branch): void => {
  if (branch.otherwise)
    for (const act of branch.acts)
      if (act.value !== undefined && !isScore(act.outcome))
        rules.wrong.push({ outcome: act.outcome, feedback: act.value });
  for (const test of branch.tests) addValueBranch(rules, branch, test);
};

/** Understands the standard templates and simple rules of an item. */
export const rulesOf = (item: El, declarations: ReadonlyMap<string, Declaration>): Rules => {
  const rules = emptyRules();
  const processing = kid(item, 'responseProcessing');
  const responses = new Set(declarations.keys());
  const template = processing?.attrs.template ?? processing?.attrs.templateLocation ?? '';
  for (const id of responses) {
    if (/map_response/iu.test(template)) rules.mapped.add(id);
    else if (/match/iu.test(template)) rules.matched.add(id);
  }
  if (!processing) return { ...rules, unscored: true };
  for (const el of everyEl(processing, 'mapResponse')) rules.mapped.add(el.attrs.identifier ?? '');
  for (const el of kids(processing, 'setOutcomeValue')) {
    const act = actOf(el, responses);
    if (act.ofResponse !== undefined && !isScore(act.outcome) && !firstEl(el, 'mapResponse'))
      rules.echoed.set(act.ofResponse, act.outcome);
  }
  for (const el of everyEl(processing, 'responseIf', 'responseElseIf', 'responseElse'))
    for (const set of kids(el, 'setOutcomeValue')) {
      const act = actOf(set, responses);
      if (act.ofResponse !== undefined && !isScore(act.outcome) && kid(set, 'variable'))
        rules.echoed.set(act.ofResponse, act.outcome);
    }
  for (const branch of branchesIn(processing, responses)) addBranch(rules, branch);
  rules.custom =
    rules.mapped.size + rules.matched.size + rules.scores.size + rules.near.size === 0 &&
    kids(processing).length > 0;
  return rules;
};
