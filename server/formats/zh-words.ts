import { withoutEdges } from '../domain/edges.ts';

/** What a bank's own words say of a question's type; `choice` = single or multiple, the key decides. */
export type Kind = 'single' | 'multiple' | 'choice' | 'judge' | 'fill' | 'short' | 'essay';

const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/不定项|多项选择|多选|复选|multi(ple)?[-_ ]?(answer|response|select)|checkbox|^multi$/iu, 'multiple'],
  [/单项选择|单选|single|radio/iu, 'single'],
  [/判断|是非|正误|对错|辨析正误|true[-_ /]?false|judg|bool|^tf$/iu, 'judge'],
  [/选择|multi|choice|^mcq?$|^select$/iu, 'choice'],
  [/填空|填充|完形|补全|completion|fill|blank|cloze/iu, 'fill'],
  [/short[-_ ]?(answer|text)|^short$|^text$|identification/iu, 'short'],
  [
    /简答|问答|解答|论述|名词解释|名词|术语|案例|材料|分析|计算|翻译|今译|作文|写作|应用|综合|主观|编程|操作|情景|实操|实务|默写|改错|阅读|证明|essay|open|subjective|qa|paragraph/iu,
    'essay',
  ],
];

/** The type that a name like "二、多项选择题" or "multiple_choice" stands for. */
export const kindOf = (name: string): Kind | undefined => KINDS.find(([words]) => words.test(name))?.[1];

const TRUE = /^(对|对的|正确|是|是的|真|√|✓|✔|✅|☑|○|t|true|y|yes|v|r|right|correct|属实|成立|赞成)$/iu;
const FALSE =
  /^(错|错的|错误|否|不是|不对|不正确|假|×|✗|✘|✕|✖|❌|❎|╳|х|f|false|n|no|x|wrong|incorrect|不成立|反对)$/iu;

const bare = (text: string): string =>
  withoutEdges(text.replace(/\uFE0F/gu, ''), `（(【[“"'`, `）)】]”"'。.！!；;，,`).normalize('NFKC');

/** Right or wrong, in any of the ways people write it; undefined when the text says neither. */
export const truthOf = (text: string): boolean | undefined => {
  const word = bare(text);
  if (word.length > 9) return undefined;
  return TRUE.test(word) ? true : FALSE.test(word) ? false : undefined;
};

const LEVELS: readonly (readonly [RegExp, number])[] = [
  [/很难|极难|非常难|very\s*hard/iu, 5],
  [/很易|极易|非常(容易|简单)|very\s*easy/iu, 1],
  [/较难|偏难|困难|难题|高级|高|hard|difficult|advanced/iu, 4],
  [/较易|偏易|容易|简单|初级|低|easy|basic|beginner/iu, 2],
  [/中|适中|一般|普通|medium|normal|moderate|intermediate/iu, 3],
  [/易/u, 2],
  [/难/u, 4],
];

/** 1 to 5 from words, stars, a digit or a facility below 1; 3 when nothing is said. */
export const difficultyOf = (text: string | undefined): number => {
  if (text === undefined || text.trim() === '') return 3;
  const stars = text.match(/★|⭐/gu)?.length ?? 0;
  if (stars > 0) return Math.min(5, stars);
  const number = Number(text.trim().replace(/[级星]$/u, ''));
  if (Number.isFinite(number) && number > 0 && number < 1)
    return Math.min(5, Math.max(1, Math.ceil((1 - number) * 5)));
  if (Number.isInteger(number) && number >= 1 && number <= 5) return number;
  return LEVELS.find(([words]) => words.test(text))?.[1] ?? 3;
};

const RADICAL = /[\u2E80-\u2FDF\uF900-\uFAFF]/gu;
/** Simplified forms of the CJK radicals supplement that NFKC leaves alone. */
const SUPPLEMENT: Readonly<Record<string, string>> = {
  '⺁': '厂',
  '⺅': '亻',
  '⺈': '刀',
  '⺉': '刂',
  '⺋': '㔾',
  '⺌': '小',
  '⺎': '兀',
  '⺏': '尣',
  '⺐': '尢',
  '⺓': '幺',
  '⺕': '彐',
  '⺖': '忄',
  '⺘': '扌',
  '⺙': '攵',
  '⺛': '旡',
  '⺝': '月',
  '⺞': '歺',
  '⺠': '民',
  '⺡': '氵',
  '⺢': '氺',
  '⺣': '灬',
  '⺤': '爫',
  '⺥': '爫',
  '⺦': '丬',
  '⺧': '牛',
  '⺨': '犭',
  '⺩': '王',
  '⺪': '疋',
  '⺫': '目',
  '⺬': '示',
  '⺭': '礻',
  '⺮': '竹',
  '⺰': '纟',
  '⺱': '罓',
  '⺲': '罒',
  '⺵': '网',
  '⺶': '羊',
  '⺷': '羊',
  '⺹': '耂',
  '⺼': '月',
  '⺽': '臼',
  '⺾': '艹',
  '⻀': '艹',
  '⻂': '衤',
  '⻃': '覀',
  '⻄': '西',
  '⻅': '见',
  '⻆': '角',
  '⻇': '角',
  '⻈': '讠',
  '⻉': '贝',
  '⻊': '足',
  '⻋': '车',
  '⻌': '辶',
  '⻍': '辶',
  '⻏': '阝',
  '⻐': '钅',
  '⻑': '長',
  '⻒': '镸',
  '⻓': '长',
  '⻔': '门',
  '⻕': '阜',
  '⻖': '阝',
  '⻗': '雨',
  '⻘': '青',
  '⻙': '韦',
  '⻚': '页',
  '⻛': '风',
  '⻜': '飞',
  '⻝': '食',
  '⻟': '食',
  '⻠': '饣',
  '⻢': '马',
  '⻣': '骨',
  '⻤': '鬼',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻧': '卤',
  '⻨': '麦',
  '⻩': '黄',
  '⻪': '黾',
  '⻬': '齐',
  '⻮': '齿',
  '⻰': '龙',
  '⻳': '龟',
  '⻲': '龟',
  '⻫': '斉',
  '⻭': '歯',
  '⻯': '竜',
  '⻡': '首',
};

/** Radicals that look like characters become the characters; `folded` counts them. */
export const foldRadicals = (text: string): { text: string; folded: number } => {
  let folded = 0;
  const out = text.replace(RADICAL, (c) => {
    const plain = SUPPLEMENT[c] ?? c.normalize('NFKC');
    if (plain !== c) folded += 1;
    return plain;
  });
  return { text: out, folded };
};

const CJK = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u3000-\u303F“”‘’…—]/u;
const LIST_ITEM =
  /^(\d{1,2}\s*[.．、)）]|[（(]\s*(\d{1,2}|[一二三四五六七八九十])\s*[）)]|[①-⑳]|[-•·●]\s|[一二三四五六七八九十]、)/u;

/** Hard-wrapped lines as one text: no space between Han, one between Latin words, list items stay on their lines. */
export const joinLines = (lines: readonly string[]): string => {
  const parts: string[] = [];
  let last = '';
  for (const line of lines) {
    const next = line.trim();
    if (next === '') continue;
    if (last !== '')
      parts.push(LIST_ITEM.test(next) ? '\n' : CJK.test(last) || CJK.test(next.slice(0, 1)) ? '' : ' ');
    parts.push(next);
    last = next.slice(-1);
  }
  return parts.join('');
};
