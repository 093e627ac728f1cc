import { describe, expect, it } from 'vitest';
import { readQti } from '../../server/formats/qti.ts';
import { writeZip } from '../../server/formats/zip.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const interop = (items: string): string =>
  `<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">${items}</questestinterop>`;
const type = (name: string): string =>
  `<itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>${name}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>`;
const words = (text: string): string =>
  `<material><mattext texttype="text/plain">${text}</mattext></material>`;
const choices = (id: string, said: string, labels: [string, string][], attributes = ''): string =>
  `<response_lid ident="${id}">${words(said)}<render_choice>${labels
    .map(([ident, text]) => `<response_label ident="${ident}" ${attributes}>${words(text)}</response_label>`)
    .join('')}</render_choice></response_lid>`;
const right = (...pairs: [string, string][]): string =>
  `<resprocessing><outcomes><decvar maxvalue="100" varname="SCORE"/></outcomes>${pairs
    .map(
      ([id, value]) =>
        `<respcondition><conditionvar><varequal respident="${id}">${value}</varequal></conditionvar><setvar action="Add" varname="SCORE">50</setvar></respcondition>`,
    )
    .join('')}</resprocessing>`;
const read = (items: string) => readQti({ name: 'q.xml', bytes: utf8(interop(items)) });
const one = (item: string) => {
  const { questions, rejected } = read(item);
  expect(rejected).toEqual([]);
  return questions[0]?.question;
};
const refused = (item: string) => read(item).rejected.map((n) => n.code);

describe('blanks of Canvas', () => {
  const blanks = (attributes: string): string =>
    `<item ident="i">${type('fill_in_multiple_blanks_question')}<presentation>${words('Roses are [a1-b], skies [c2-d].')}
    ${choices(
      'response_a1-b',
      'red',
      [
        ['x', 'red'],
        ['y', 'black'],
      ],
      attributes,
    )}
    ${choices(
      'response_c2-d',
      'blue',
      [
        ['u', 'grey'],
        ['v', 'blue'],
      ],
      attributes,
    )}</presentation>
    ${right(['response_a1-b', 'x'], ['response_c2-d', 'v'])}</item>`;

  it('stand where the stem names them by identifier, and the stem tells no answer', () => {
    expect(one(blanks("answer_type='openEntry'"))).toMatchObject({
      type: 'cloze',
      stem: { en: 'Roses are [[1]], skies [[2]].' },
      gaps: [
        { kind: 'short', key: ['red', 'black'] },
        { kind: 'short', key: ['grey', 'blue'] },
      ],
    });
  });

  it('that are chosen from a list have one right choice, not all of them', () => {
    expect(one(blanks("answer_type='dropdown'"))).toMatchObject({
      gaps: [
        { kind: 'choice', key: 0 },
        { kind: 'choice', key: 1 },
      ],
    });
  });

  it('that take what contains a text are typed with stars, patterns are refused', () => {
    expect(one(blanks("scoring_algorithm='TextContainsAnswer'"))).toMatchObject({
      gaps: [{ key: ['*red*', '*black*'] }, { key: ['*grey*', '*blue*'] }],
    });
    expect(refused(blanks("scoring_algorithm='TextRegex'"))).toEqual(['question.type_unsupported']);
  });

  it('may be only one', () => {
    const item = `<item ident="i">${type('fill_in_multiple_blanks_question')}<presentation>${words('It is the [b].')}
      ${choices('response_b', 'b', [['x', 'word']])}</presentation></item>`;
    expect(one(item)).toMatchObject({
      type: 'cloze',
      stem: { en: 'It is the [[1]].' },
      gaps: [{ key: ['word'] }],
    });
  });

  it('are blanks without metadata too', () => {
    const item = `<item ident="i"><presentation>${words('Fill in [One] and [Two].')}
      ${choices('r1', 'One', [
        ['a', 'x'],
        ['b', 'y'],
      ])}${choices('r2', 'Two', [
        ['c', 'x'],
        ['d', 'y'],
      ])}</presentation>
      ${right(['r1', 'a'], ['r2', 'd'])}</item>`;
    expect(one(item)).toMatchObject({ type: 'cloze', stem: { en: 'Fill in [[1]] and [[2]].' } });
  });
});

describe('other items of Canvas and Blackboard', () => {
  it('matching with an empty row keeps the other rows', () => {
    const labels: [string, string][] = [
      ['1', 'one'],
      ['2', 'two'],
    ];
    const item = `<item ident="i">${type('matching_question')}<presentation>${words('Match.')}
      ${choices('a', 'A', labels)}${choices('b', 'B', labels)}${choices('c', '', labels)}</presentation>
      ${right(['a', '1'], ['b', '2'])}</item>`;
    expect(one(item)).toMatchObject({
      type: 'matching',
      pairs: [
        { left: { en: 'A' }, right: { en: 'one' } },
        { left: { en: 'B' }, right: { en: 'two' } },
      ],
    });
  });

  it('a number without a key is no essay, a formula without metadata no question', () => {
    const field = `<presentation>${words('How many?')}<response_str ident="r"><render_fib fibtype="Decimal"><response_label ident="l"/></render_fib></response_str></presentation>`;
    expect(refused(`<item ident="i">${field}</item>`)).toEqual(['question.no_key']);
    const formula = '<itemproc_extension><calculated><formulas/></calculated></itemproc_extension>';
    expect(refused(`<item ident="i">${field}${formula}</item>`)).toEqual(['qti.template']);
  });

  it('an opinion scale has no right answer', () => {
    const item = `<item ident="i">${type('Opinion Scale')}<presentation>${words('You like it.')}
      ${choices('r', '', [
        ['a', 'Yes'],
        ['b', 'No'],
      ])}</presentation>${right(['r', 'a'])}</item>`;
    expect(refused(item)).toEqual(['question.type_unsupported']);
  });

  it('formatted text of Blackboard is read', () => {
    const formatted = (text: string): string =>
      `<material><mat_extension><mat_formattedtext type="HTML">${text}</mat_formattedtext></mat_extension></material>`;
    const label = (id: string, text: string): string =>
      `<response_label ident="${id}"><flow_mat>${formatted(text)}</flow_mat></response_label>`;
    const item = `<item><presentation><flow>${formatted('&lt;b&gt;Which?&lt;/b&gt;')}<response_lid ident="response"><render_choice>
      ${label('a', 'nose')}${label('b', 'ear')}</render_choice></response_lid></flow></presentation>${right(['response', 'b'])}</item>`;
    expect(one(item)).toMatchObject({
      type: 'single',
      stem: { en: '**Which?**' },
      options: [{ text: { en: 'nose' } }, { text: { en: 'ear' } }],
      key: 1,
    });
  });
});

describe('a course that Canvas exported', () => {
  const item = (id: string): string =>
    `<item ident="${id}"><presentation>${words(id)}${choices('r', '', [
      ['a', 'x'],
      ['b', 'y'],
    ])}</presentation>${right(['r', 'a'])}</item>`;
  const quiz = interop(item('q1'));
  const whole = interop(item('q1') + item('q2'));

  it('comes in with all its questions, each once', () => {
    const manifest =
      '<manifest><resources><resource identifier="g1" type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment"><file href="g1/assessment_qti.xml"/></resource></resources></manifest>';
    const files = {
      'imsmanifest.xml': manifest,
      'g1/assessment_qti.xml': quiz,
      'non_cc_assessments/g1.xml.qti': whole,
      'non_cc_assessments/bank.xml.qti': interop(item('q3')),
    };
    const bytes = writeZip(Object.entries(files).map(([name, text]) => ({ name, bytes: utf8(text) })));
    const { questions, rejected, warnings } = readQti({ name: 'course.imscc', bytes });
    expect(questions.map((q) => q.question.stem.en).toSorted()).toEqual(['q1', 'q2', 'q3']);
    expect([rejected, warnings]).toEqual([[], []]);
  });
});

describe('a key and scores that disagree', () => {
  const item = (attributes: string, rules: string): string =>
    `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="i" title="t" ${attributes}>
    <responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse>
    <mapping><mapEntry mapKey="C" mappedValue="2"/></mapping></responseDeclaration>
    <itemBody><p>Which?</p><choiceInteraction responseIdentifier="R" maxChoices="1"><simpleChoice identifier="A">a</simpleChoice>
    <simpleChoice identifier="B">b</simpleChoice><simpleChoice identifier="C">c</simpleChoice></choiceInteraction></itemBody>${rules}</assessmentItem>`;
  const keyOf = (xml: string): unknown => {
    const [read] = readQti({ name: 'q.xml', bytes: utf8(xml) }).questions;
    return read?.question.type === 'single' ? read.question.key : undefined;
  };

  it('the declared key counts where no rule asks for the mapping', () => {
    expect(keyOf(item('', ''))).toBe(1);
    expect(
      keyOf(
        item(
          '',
          '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>',
        ),
      ),
    ).toBe(2);
  });
});

describe('a typed answer without a key', () => {
  it('becomes an essay, and that is said', () => {
    const xml = `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="i" title="t">
      <responseDeclaration identifier="R" cardinality="single" baseType="string"/>
      <itemBody><p>Your name: <textEntryInteraction responseIdentifier="R"/></p></itemBody></assessmentItem>`;
    const { questions, warnings } = readQti({ name: 'q.xml', bytes: utf8(xml) });
    expect(questions.map((q) => q.question.type)).toEqual(['essay']);
    expect(warnings.map((n) => n.code)).toEqual(['question.type_changed']);
  });
});
