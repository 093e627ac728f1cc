import { labelOfLine } from './zh-options.ts';
import { type Kind, kindOf } from './zh-words.ts';

/** What a label says its text is. `mine` = what somebody once answered; `dropped` = what a question has no place for. */
export type FieldName =
  | 'stem'
  | 'options'
  | 'answer'
  | 'explanation'
  | 'hint'
  | 'difficulty'
  | 'point'
  | 'source'
  | 'kind'
  | 'category'
  | 'mine'
  | 'dropped';
/** How a question is numbered: `1.` `1、` are plain, `（1）` paren, `第1题` `题1` `Q1` named, `一、` han. */
export type Family = 'plain' | 'paren' | 'named' | 'han';
/** A piece of a line, by what it looks like; whether it is that is decided in zh-blocks.ts. */
export type Piece = { line: number; text: string; gap: boolean } & (
  | { is: 'plain' | 'option' | 'chapter' | 'rule' }
  | { is: 'section'; kind: Kind; name: string }
  | { is: 'number'; family: Family; number: number; weak: boolean; mark?: string; whole: string }
  | { is: 'field'; field: FieldName; label: string; bracketed: boolean }
  | { is: 'keys'; bare: boolean }
);

const FIELD_WORDS: readonly (readonly [RegExp, FieldName])[] = [
  [/^(我|你|您|学生|考生|用户|作答者|提交)的?(答案|作答)$|^得分$/u, 'mine'],
  [
    /^(试题|题目|答案|本题|官方|参考)?(解析|解释说明|解释|详解|分析|点评|点拨|讲解|依据|答案说明)$|^答案(分析|详解|解释)$|^explanation$|^rationale$/iu,
    'explanation',
  ],
  [
    /^(参考|正确|标准|本题|试题|官方|题目)?(答案|答|选项答案)(选项|是|为)?$|^标答$|^正确选项$|^正解$|^参考$|^answers?$|^ans$|^correct answer$|^key$/iu,
    'answer',
  ],
  [/^(问|题目|题干|问题|试题|题目内容|试题内容|题面|question)$/iu, 'stem'],
  [/^(选项|备选项|备选答案|选择项|可选项|options?)$/iu, 'options'],
  [/^(提示|hint)$/iu, 'hint'],
  [/^(难度|难度系数|难度等级|难易度|难易程度|difficulty)$/iu, 'difficulty'],
  [/^(知识点|考点|考查点|考察点|所属知识点)$/u, 'point'],
  [/^(出处|来源|试题来源|题目来源|法条|教材页码|页码)$/u, 'source'],
  [/^(题型|题目类型|试题类型|类型|type)$/iu, 'kind'],
  [/^(章节|分类|类别|科目|所属章节|所属分类|目录|category)$/iu, 'category'],
  [
    /^(分值|分数|本题分数|作者|出题人|编号|题号|试题编号|标签|关键词|关键字|认知层次|答题时间|备注|points?|score|id)$/iu,
    'dropped',
  ],
];
const fieldOf = (label: string): FieldName | undefined => {
  const word = label.replace(/\s+/gu, '');
  return FIELD_WORDS.find(([words]) => words.test(word))?.[1];
};

const LABEL_START =
  /^(?:[【[［〔]\s*([^【】[\]［］〔〕]{1,8}?)\s*[:：]?\s*[】\]］〕]\s*[:：]?|([A-Za-z\u4e00-\u9fff][A-Za-z\u4e00-\u9fff ]{0,14}?)\s*[:：])\s*/u;
const LABEL_INSIDE =
  /\^\*\^|[【[［]\s*(?:参考|正确|标准|答案|试题)?(?:答案|解析|详解|分析|难度|知识点|考点|来源|出处)\s*[】\]］][:：]?|(?:参考|正确|标准|我的|你的)?答案(?:解析|为|是)?\s*[:：]|(?:试题|答案)?解析\s*[:：]|(?:难度(?:系数|等级)?|知识点|章节)\s*[:：]/gu;

const SAYS_LABEL = /答案|解析|详解|分析|难度|知识点|考点|来源|出处|章节|\^\*\^/u;
/** A line cut before every label that starts something new; a label inside an explanation is part of its text. */
const cutsOf = (text: string): string[] => {
  if (!SAYS_LABEL.test(text)) return [text];
  const parts: string[] = [];
  let from = 0;
  let explaining = false;
  for (const found of text.matchAll(LABEL_INSIDE)) {
    const label = found[0];
    const bracketed = /^[【[［^]/u.test(label);
    const plainAnswer = !bracketed && /答案\s*[:：]|答案[为是]/u.test(label);
    if (explaining && plainAnswer) continue;
    if (plainAnswer && /(?:[故选以]|(?<![原规法准守细通总])则)$/u.test(text.slice(0, found.index))) continue;
    if (found.index > from) parts.push(text.slice(from, found.index));
    from = label === '^*^' ? found.index + label.length : found.index;
    if (/解析|详解|分析/u.test(label)) explaining = true;
  }
  parts.push(text.slice(from));
  return parts.map((p) => p.trim()).filter((p) => p !== '');
};

const KIND_STEM =
  '(?:单项选择|多项选择|不定项选择|单选|多选|选择|判断正误|判断改错|判断说明|判断|是非|填空|简答|问答|论述|名词解释|案例分析|案例|材料分析|材料|分析|计算|翻译|作文|写作|综合应用|应用|综合|阅读理解|阅读|编程|操作|改错|情景|实操|辨析|解答|主观|客观|程序填空|程序)';
const HAN_HEAD =
  '(?:第?\\s*[一二三四五六七八九十]{1,3}\\s*(?:大题|部分|节|章)?\\s*[、.．:：，,]?|[（(]\\s*[一二三四五六七八九十]{1,3}\\s*[）)]\\s*[、.．]?)\\s*';
const OTHER_HEAD =
  '(?:(?:第\\s*\\d+\\s*部分|\\d{1,2}|[IVX]{1,4}|Part\\s*\\d+)\\s*[、.．:：]?\\s*|[（(]\\d{1,2}[）)]\\s*|[【[—=-]+\\s*)?';
const TAIL =
  '(?:\\s*[】\\]])?[。.]?\\s*(?:[（(【[].*|[:：].{0,50}|共\\s*\\d+.*|每题.*|\\d+\\s*[道题].*|答案.{0,4}|[=—-]+)?$';
const SECTION = new RegExp(
  `^(?:${HAN_HEAD}(${KIND_STEM}(?:题目|题库|题)?)|${OTHER_HEAD}(${KIND_STEM}题(?:目|库)?))${TAIL}|^${OTHER_HEAD}(单选|多选|判断|填空|简答|名词解释|单项选择|多项选择)(?:\\s*[】\\]])?\\s*[:：]?$`,
  'u',
);
const CHAPTER =
  /^(?:#{1,6}\s*)?第\s*[\d一二三四五六七八九十百零〇两]{1,5}\s*(?:章|节|讲|课|单元|部分|篇|模块|编|回|套|卷|期|天|周)(?![^\s]*[（(]\s*[）)])/u;
const RULE = /^(?:[-=_*~—─━·.#+\s]{4,}|-{3,}|={3,})$/u;
const KEYS_HEAD =
  /^(?:#{1,6}\s*)?(?:[一二三四五六七八九十]{1,2}\s*[、.．]\s*|附\s*[:：]?\s*|【|\[)?(?:参考|标准|正确|试题|习题|本章)?答案(?:及|与|和|&)?(?:答案)?(?:解析|详解|评分标准|评分参考)?(?:部分|速查|汇总|表|区)?(?:】|\])?\s*[:：]?$/u;
const NUMBER =
  /^(?:[（(【[]\s*([^（）()【】[\]]{0,7}?)\s*[）)】\]]\s*)?(?:(?:第\s*(\d{1,4})\s*[题问]|(?:题目|试题|问题|题|Question|Q)\s*(\d{1,4})(?=\s*[.．、:：)）\s]))\s*[.．、:：)）]?\s*|([（(【[])\s*(\d{1,4})\s*[）)】\]]\s*[.．、:：]?\s*|(\d{1,4})\s*(?:[.．、:：。]|[)）][.．、]?)\s*|(\d{1,4})(?:\t+| {2,}))(?=\S|$)/u;
const HAN_NUMBER = /^([一二三四五六七八九十]{1,3})\s*[、.．]\s*(?=\S)/u;

const HAN_DIGITS = '一二三四五六七八九';
/** 一 to 九十九. */
export const hanNumber = (text: string): number => {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['0', text];
  const digit = (c: string | undefined): number => HAN_DIGITS.indexOf(c ?? '') + 1;
  return (tens === '0' ? 0 : tens === '' ? 1 : digit(tens)) * 10 + (ones ? digit(ones) : 0);
};

type Base = { line: number; gap: boolean };

const numbered = (base: Base, text: string): Piece | undefined => {
  const m = NUMBER.exec(text);
  const rest = m ? text.slice(m[0].length) : '';
  if (m) {
    const weak = m[6] !== undefined && /^\d/u.test(rest) && !/\s$/u.test(m[0]);
    const family: Family = m[2] || m[3] ? 'named' : m[5] ? 'paren' : 'plain';
    const number = Number(m[2] ?? m[3] ?? m[5] ?? m[6] ?? m[7]);
    const mark = m[1] === undefined ? {} : { mark: m[1] };
    return {
      ...base,
      is: 'number',
      family,
      number,
      weak: weak || m[7] !== undefined,
      text: rest,
      whole: text,
      ...mark,
    };
  }
  const han = HAN_NUMBER.exec(text);
  if (!han) return undefined;
  const number = hanNumber(han[1] ?? '');
  return {
    ...base,
    is: 'number',
    family: 'han',
    number,
    weak: false,
    text: text.slice(han[0].length),
    whole: text,
  };
};

/** A type in brackets in front of or inside a stem. */
const TYPE_MARK =
  /^(单选|多选|判断|填空|简答|问答|论述|名词解释|单项选择|多项选择|不定项选择|不定项|选择|是非|案例分析)题?$/u;

const UNPARTED_KEY =
  /^((?:参考|正确|标准)?答案)\s*[;；]?\s*(?=(?:[A-J]{1,8}|[√×✓✗✔✘]|对|错|正确|错误)\s*[。.]?$)/u;

const field = (base: Base, text: string): Piece | undefined => {
  const unparted = UNPARTED_KEY.exec(text);
  if (unparted) {
    const label = unparted[1] ?? '';
    return {
      ...base,
      is: 'field',
      field: 'answer',
      label,
      bracketed: false,
      text: text.slice(unparted[0].length),
    };
  }
  const m = LABEL_START.exec(text);
  const label = m?.[1] ?? m?.[2];
  const typed = m?.[1] !== undefined && TYPE_MARK.test(m[1]);
  const name = label === undefined ? undefined : typed ? 'kind' : fieldOf(label);
  if (!m || label === undefined || !name) return undefined;
  return {
    ...base,
    is: 'field',
    field: name,
    label,
    bracketed: m[1] !== undefined,
    text: text.slice(m[0].length),
  };
};

/** The key of a wrapped stem that fell into a line of its own: （D）。 */
const LONE_KEY = /^[（(【[]\s*[A-J]\s*[）)】\]]\s*[。.．]?$/u;

const pieceOf = (base: Base, text: string): Piece => {
  if (RULE.test(text)) return { ...base, is: 'rule', text };
  if (text.length <= 40 && KEYS_HEAD.test(text))
    return { ...base, is: 'keys', bare: !/[:：】\]]$/u.test(text), text };
  const section = text.length <= 90 ? SECTION.exec(text) : null;
  const name = section?.[1] ?? section?.[2] ?? section?.[3] ?? '';
  const kind = kindOf(name);
  if (name !== '' && kind) return { ...base, is: 'section', kind, name, text };
  if (text.length <= 60 && CHAPTER.test(text)) return { ...base, is: 'chapter', text };
  return (
    field(base, text) ??
    numbered(base, text) ??
    (!LONE_KEY.test(text) && labelOfLine(text)
      ? { ...base, is: 'option', text }
      : { ...base, is: 'plain', text })
  );
};

const MARKDOWN_HEAD = /^#{1,6}\s+/u;
const MARKDOWN = /^[>\-+●•▪◆*\\]|\*\*|^\d{1,4}\\\./u;
/** A line without the markdown around its text: quotes, bullets before a label, bold labels. */
const cleaned = (raw: string): string => {
  const line = raw.trim();
  if (!MARKDOWN.test(line)) return line;
  return line
    .replace(/^(?:>\s*)+/u, '')
    .replace(
      /^[-+•●▪◆*]\s+(?=(?:\*\*)?(?:[A-Ja-j]\s?[.．、:：)）]|[（(]?\d|[（(【[]?(?:参考|正确|标准)?(?:答案|解析)))/u,
      '',
    )
    .replace(/^\*\*(.+?)\*\*\s*/u, '$1 ')
    .replace(/\*\*((?:参考|正确|标准)?(?:答案|解析)\s*[:：]?)\s*\*\*/gu, '$1')
    .replace(/^\\(?=\d)/u, '')
    .replace(/^(\d{1,4})\\\./u, '$1.')
    .trim();
};
/** No key and no label needs more blanks; the expressions that look for them stay linear. */
const LONG_GAP = /[ \t]{41,}/gu;
const visible = (text: string): string =>
  text
    .replace(/[\u200B-\u200F\u2060\uFEFF\u00AD]/gu, '')
    .replace(/[\u00A0\u2000-\u200A\u3000]/gu, ' ')
    .replace(LONG_GAP, (gap) => gap.slice(0, 40));

const letterOf = (piece: Piece | undefined): string | undefined =>
  piece?.is === 'option'
    ? labelOfLine(piece.text)?.label
    : piece?.is === 'number' && /^[A-J]$/u.test(piece.mark ?? '')
      ? piece.mark
      : undefined;
const following = (letter: string): string => String.fromCharCode(letter.charCodeAt(0) + 1);

/** Lines 【A】 1600、550 and 【B】 1500、500 are options, not keys in front of the numbers 1600 and 1500. */
const withOptions = (pieces: readonly Piece[]): Piece[] => {
  const out = [...pieces];
  for (let from = 0; from < out.length; from += 1) {
    let to = letterOf(out[from]) === 'A' ? from + 1 : from;
    while (to > from && letterOf(out[to]) === following(letterOf(out[to - 1]) ?? '')) to += 1;
    const run = out.slice(from, to);
    if (run.length > 1 && !run.every((p, i) => p.is === 'number' && p.number === numberOf(run[0]) + i))
      run.forEach((p, i) => {
        if (p.is === 'number') out[from + i] = { line: p.line, gap: p.gap, is: 'option', text: p.whole };
      });
    from = Math.max(from, to - 1);
  }
  return out;
};
const numberOf = (piece: Piece | undefined): number => (piece?.is === 'number' ? piece.number : Number.NaN);

/** A text as pieces: one a line, or several where answers and explanations follow in the same line. */
export const piecesOf = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  let gap = true;
  visible(text)
    .split('\n')
    .forEach((raw, i) => {
      const line = cleaned(raw);
      if (line === '') {
        gap = true;
        return;
      }
      const titled = MARKDOWN_HEAD.test(line);
      const parts = cutsOf(line.replace(MARKDOWN_HEAD, ''));
      for (const part of parts) {
        const piece = pieceOf({ line: i + 1, gap }, part);
        pieces.push(titled && piece.is === 'plain' ? { ...piece, is: 'chapter' } : piece);
        gap = false;
      }
    });
  return withOptions(pieces);
};
