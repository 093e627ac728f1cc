import { RuleError } from './errors.ts';

/** Offensive guest names. Errs on the side of letting a name pass: a host can always send somebody away or hide names. */

/** Found anywhere inside a word: no common name or place has these letters in a row. */
const INSIDE = [
  'fuck',
  'motherf',
  'asshole',
  'arsehole',
  'nigger',
  'nigga',
  'faggot',
  'bullshit',
  'dipshit',
  'shithead',
  'cocksuck',
  'blowjob',
  'handjob',
  'vagina',
  'dildo',
  'hitler',
  'bitches',
  'pedophile',
  'paedophile',
  'caonima',
  'nimabi',
  'dashabi',
];
/** Only as a whole word: Scunthorpe, Matsushita, Hancock, Ashkenazi, Slutsky, Supaporn and Penistone are fine. */
const WHOLE = [
  'ass',
  'arse',
  'anus',
  'bastard',
  'bitch',
  'bitchy',
  'bollocks',
  'boobs',
  'chink',
  'cock',
  'cocks',
  'coon',
  'cum',
  'cunt',
  'cunts',
  'dickhead',
  'dumbass',
  'dyke',
  'fag',
  'fags',
  'fck',
  'fuk',
  'fuking',
  'fuc',
  'gook',
  'jackass',
  'jizz',
  'kike',
  'nazi',
  'nazis',
  'nigg',
  'penis',
  'piss',
  'porn',
  'porno',
  'prick',
  'pussy',
  'rape',
  'raper',
  'rapist',
  'retard',
  'retarded',
  'shit',
  'shits',
  'shitty',
  'slut',
  'sluts',
  'slutty',
  'spic',
  'tits',
  'tranny',
  'twat',
  'wank',
  'wanker',
  'whore',
  'whores',
  'cnm',
  'nmsl',
  'wcnm',
  'wdnmd',
];
/** Only as the whole name: initials of many a person beside a second word. */
const ALONE = ['sb', 'tmd', 'nmb'];

/** In this list a space ends nothing and `x` of 傻x stands for itself; the traditional forms are folded before. */
const HAN = [
  '傻逼',
  '傻屄',
  '傻b',
  '傻x',
  '傻叉',
  '煞笔',
  '煞逼',
  '大傻比',
  '二逼',
  '装逼',
  '骚逼',
  '妈逼',
  '妈比的',
  '你妈逼',
  '你妈死',
  '死你妈',
  '操你妈',
  '操你娘',
  '操你大爷',
  '操你祖宗',
  '草你妈',
  '艹你',
  '肏',
  '屌',
  '草泥马',
  '日你妈',
  '日你娘',
  '日你先人',
  '干你娘',
  '干你妈',
  '他妈的',
  '狗日的',
  '狗娘养',
  '狗杂种',
  '小杂种',
  '王八蛋',
  '王八羔子',
  '龟儿子',
  '畜生',
  '鸡巴',
  '鸡8',
  '婊子',
  '贱人',
  '贱货',
  '骚货',
  '荡妇',
  '妓女',
  '卖淫',
  '嫖娼',
  '强奸',
  '轮奸',
  '色情',
  '裸聊',
  '约炮',
  '黄片',
  '阴茎',
  '阴道',
  '脑残',
  '智障',
  '弱智',
  '白痴',
  '死全家',
  '全家死',
  '去死吧',
  '希特勒',
  '纳粹',
  '支那',
  '黑鬼',
];

/** Letters of other alphabets that look Latin, and signs written for letters. */
const ALIKE: Record<string, string> = {
  ...{
    а: 'a',
    в: 'b',
    с: 'c',
    ԁ: 'd',
    е: 'e',
    ё: 'e',
    һ: 'h',
    н: 'h',
    і: 'i',
    ї: 'i',
    ј: 'j',
    к: 'k',
    м: 'm',
  },
  ...{ о: 'o', р: 'p', ѕ: 's', т: 't', у: 'y', х: 'x', ս: 'u', ո: 'n', օ: 'o', ց: 'g' },
  ...{
    α: 'a',
    β: 'b',
    ε: 'e',
    η: 'n',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
    ϲ: 'c',
  },
  ...{ ı: 'i', ł: 'l', ø: 'o', đ: 'd', ß: 'ss' },
};
const SIGNS: Record<string, string> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b' },
  ...{ '@': 'a', $: 's', '!': 'i', '|': 'i', '€': 'e', '£': 'l', '+': 't' },
};
const SIMPLE: Record<string, string> = {
  ...{
    媽: '妈',
    雞: '鸡',
    幹: '干',
    騷: '骚',
    賤: '贱',
    貨: '货',
    蕩: '荡',
    婦: '妇',
    姦: '奸',
    強: '强',
    輪: '轮',
  },
  ...{
    賣: '卖',
    陰: '阴',
    莖: '茎',
    腦: '脑',
    殘: '残',
    納: '纳',
    龜: '龟',
    兒: '儿',
    約: '约',
    屍: '尸',
    裝: '装',
  },
  ...{ 養: '养', 雜: '杂', 種: '种', 傢: '家', 馬: '马', 筆: '笔', 癡: '痴' },
};

/** One spelling of a name: no accents, no invisible signs, full-width and circled letters plain, look-alikes Latin. */
const folded = (name: string): string =>
  [...name.normalize('NFKC').toLowerCase().normalize('NFD')]
    .filter((c) => !/[\p{M}\p{Cf}]/u.test(c))
    .map((c) => ALIKE[c] ?? SIMPLE[c] ?? c)
    .join('');

const SHORT = 2;
/** Latin words of a text; letters that were pulled apart (`f u c k`, `fu.ck`) are one word again. */
const wordsIn = (text: string): string[] => {
  const parts = text.split(/[^a-z]+/).filter((w) => w !== '');
  const out: string[] = [];
  let apart = '';
  for (const part of parts) {
    if (part.length > SHORT) {
      out.push(part, apart);
      apart = '';
    } else apart += part;
  }
  return [...out, apart, ...parts].filter((w) => w !== '');
};

const single = (word: string): string => word.replace(/(.)\1+/g, '$1');
const atMostTwice = (word: string): string => word.replace(/(.)\1{2,}/g, '$1$1');
/** A word drawn out (`fuuuck`) is the word; one that has a double letter of its own keeps it: niger is a country. */
const spelled = (word: string, listed: string): string =>
  single(listed) === listed ? single(word) : atMostTwice(word);

const isBadWord = (word: string): boolean =>
  INSIDE.some((bad) => spelled(word, bad).includes(bad)) || WHOLE.some((bad) => spelled(word, bad) === bad);

/** Signs for letters are read only in words of four letters and more: A55 is a seat. */
const LEAST_SIGNED = 4;
const unsigned = (text: string): string => text.replace(/[^\p{L}\s._-]/gu, (c) => SIGNS[c] ?? c);

const isBadHan = (text: string): boolean => {
  const run = text.replace(/[^\p{Script=Han}a-z0-9]/gu, '');
  return HAN.some((bad) => run.includes(bad));
};

/** True for a name that would hurt somebody on a projector. */
export const isOffensive = (name: string): boolean => {
  const text = folded(name);
  const plain = wordsIn(text);
  const signed = wordsIn(unsigned(text)).filter((w) => w.length >= LEAST_SIGNED);
  if ([...plain, ...signed].some(isBadWord)) return true;
  return ALONE.includes(text.replace(/[^\p{L}]/gu, '')) || isBadHan(text);
};

/** Throws `battle.name_refused`. */
export const checkGuestName = (name: string): void => {
  if (isOffensive(name)) throw new RuleError('battle.name_refused');
};
