/** What xAPI 2.0 (IEEE 9274.1.1) demands of a statement, written from the standard: knows nothing of our code. */

const IRI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3,})?(Z|[+-]\d{2}:\d{2})$/;
const DURATION = /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const INTERACTIONS =
  'true-false choice fill-in long-fill-in matching performance sequencing likert numeric other'.split(' ');

type Json = Record<string, unknown>;
const isObject = (x: unknown): x is Json => typeof x === 'object' && x !== null && !Array.isArray(x);

/** Collects faults as `place: why`. */
const checker = () => {
  const faults: string[] = [];
  const must = (holds: boolean, place: string, why: string): void => {
    if (!holds) faults.push(`${place}: ${why}`);
  };
  const only = (value: Json, place: string, names: string): void => {
    const known = names.split(' ');
    for (const name of Object.keys(value)) must(known.includes(name), place, `has no property ${name}`);
  };
  return { faults, must, only };
};
type Checker = ReturnType<typeof checker>;

const checkMap = ({ must }: Checker, map: unknown, place: string): void => {
  must(isObject(map) && Object.keys(map).length > 0, place, 'is no language map');
  for (const [tag, text] of Object.entries(isObject(map) ? map : {}))
    must(LANGUAGE.test(tag) && typeof text === 'string' && text !== '', place, `bad entry ${tag}`);
};
const checkExtensions = ({ must }: Checker, map: unknown, place: string): void => {
  must(isObject(map), place, 'is no map');
  for (const [iri, value] of Object.entries(isObject(map) ? map : {})) {
    must(IRI.test(iri), place, `key is no IRI: ${iri}`);
    must(value !== undefined, place, 'holds nothing');
  }
};

const checkAgent = (c: Checker, agent: unknown, place: string): void => {
  if (!isObject(agent)) {
    c.must(false, place, 'is no agent');
    return;
  }
  c.only(agent, place, 'objectType name mbox mbox_sha1sum openid account');
  c.must(agent.objectType === 'Agent', place, 'objectType');
  const keys = ['mbox', 'mbox_sha1sum', 'openid', 'account'].filter((k) => k in agent);
  c.must(keys.length === 1, place, 'needs exactly one identifier');
  const { account } = agent;
  if (!isObject(account)) {
    c.must(false, place, 'no account');
    return;
  }
  c.only(account, `${place}.account`, 'homePage name');
  c.must(IRI.test(String(account.homePage)), place, 'homePage is no IRL');
  c.must(typeof account.name === 'string' && account.name !== '', place, 'name');
};

const checkActivity = (c: Checker, activity: Json, place: string): void => {
  c.only(activity, place, 'objectType id definition');
  c.must(IRI.test(String(activity.id)), place, `id is no IRI: ${String(activity.id)}`);
  const { definition } = activity;
  if (definition === undefined) return;
  if (!isObject(definition)) {
    c.must(false, place, 'definition');
    return;
  }
  c.only(
    definition,
    `${place}.definition`,
    'name description type moreInfo extensions interactionType correctResponsesPattern choices scale source target steps',
  );
  if (definition.name !== undefined) checkMap(c, definition.name, `${place}.name`);
  if (definition.type !== undefined) c.must(IRI.test(String(definition.type)), place, 'type is no IRI');
  if (definition.interactionType !== undefined)
    c.must(INTERACTIONS.includes(String(definition.interactionType)), place, 'interactionType');
};

const checkObject = (c: Checker, object: unknown, verb: string): void => {
  if (!isObject(object)) {
    c.must(false, 'object', 'missing');
    return;
  }
  if (object.objectType === 'Agent') {
    checkAgent(c, object, 'object');
    return;
  }
  if (object.objectType === 'StatementRef') {
    c.only(object, 'object', 'objectType id');
    c.must(UUID.test(String(object.id)), 'object', 'id is no UUID');
    return;
  }
  c.must(object.objectType === 'Activity' || object.objectType === undefined, 'object', 'objectType');
  c.must(verb !== 'http://adlnet.gov/expapi/verbs/voided', 'object', 'a voiding needs a StatementRef');
  checkActivity(c, object, 'object');
};

const checkScore = (c: Checker, score: unknown): void => {
  if (!isObject(score)) {
    c.must(false, 'score', 'is no object');
    return;
  }
  c.only(score, 'score', 'scaled raw min max');
  const { scaled } = score;
  c.must(typeof scaled === 'number' && scaled >= -1 && scaled <= 1, 'score', `scaled ${String(scaled)}`);
};

const checkResult = (c: Checker, result: unknown): void => {
  if (!isObject(result)) {
    c.must(false, 'result', 'is no object');
    return;
  }
  c.only(result, 'result', 'score success completion response duration extensions');
  if ('score' in result) checkScore(c, result.score);
  for (const claim of ['success', 'completion'])
    if (claim in result) c.must(typeof result[claim] === 'boolean', 'result', claim);
  if ('response' in result) c.must(typeof result.response === 'string', 'result', 'response');
  if ('duration' in result)
    c.must(DURATION.test(String(result.duration)), 'result', `duration ${String(result.duration)}`);
  if ('extensions' in result) checkExtensions(c, result.extensions, 'result.extensions');
};

const checkContext = (c: Checker, context: unknown, object: unknown): void => {
  if (!isObject(context)) {
    c.must(false, 'context', 'is no object');
    return;
  }
  c.only(
    context,
    'context',
    'registration instructor team contextActivities contextAgents contextGroups revision platform language statement extensions',
  );
  if ('registration' in context)
    c.must(UUID.test(String(context.registration)), 'context', 'registration is no UUID');
  const isActivity = isObject(object) && (object.objectType ?? 'Activity') === 'Activity';
  if ('platform' in context || 'revision' in context)
    c.must(isActivity, 'context', 'platform and revision only where the object is an activity');
  if ('extensions' in context) checkExtensions(c, context.extensions, 'context.extensions');
  for (const [kind, list] of Object.entries((context.contextActivities ?? {}) as Json)) {
    c.must(['parent', 'grouping', 'category', 'other'].includes(kind), 'context', kind);
    for (const one of Array.isArray(list) ? list : [undefined])
      if (isObject(one)) checkActivity(c, one, `context.${kind}`);
      else c.must(false, 'context', `${kind} is no list`);
  }
};

/** Nothing may be null in a statement, except inside extensions. */
const checkNulls = (c: Checker, value: unknown, place: string): void => {
  c.must(value !== null, place, 'is null');
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value))
    if (name !== 'extensions') checkNulls(c, inner, `${place}.${name}`);
};

/** Every fault of a statement; none = xAPI 2.0 takes it. */
export const statementFaults = (said: unknown): string[] => {
  const c = checker();
  if (!isObject(said)) return ['is no object'];
  c.only(
    said,
    'statement',
    'id actor verb object result context timestamp stored authority version attachments',
  );
  c.must(UUID.test(String(said.id)), 'id', String(said.id));
  checkAgent(c, said.actor, 'actor');
  const verb = isObject(said.verb) ? said.verb : {};
  c.only(verb, 'verb', 'id display');
  c.must(IRI.test(String(verb.id)), 'verb', `id is no IRI: ${String(verb.id)}`);
  if ('display' in verb) checkMap(c, verb.display, 'verb.display');
  checkObject(c, said.object, String(verb.id));
  if ('result' in said) checkResult(c, said.result);
  if ('context' in said) checkContext(c, said.context, said.object);
  for (const time of ['timestamp', 'stored'])
    if (time in said)
      c.must(
        TIMESTAMP.test(String(said[time])) && !Number.isNaN(Date.parse(String(said[time]))),
        time,
        'format',
      );
  if ('authority' in said) checkAgent(c, said.authority, 'authority');
  c.must(/^2\.0\.\d+$/.test(String(said.version ?? '2.0.0')), 'version', String(said.version));
  checkNulls(c, said, 'statement');
  return c.faults;
};
