import { describe, expect, test } from 'vitest';
import { checkGuestName, isOffensive } from '../../server/domain/name-filter.ts';

const FINE_EN = [
  'Scunthorpe',
  'Matsushita Ken',
  'Takeshita',
  'Hancock',
  'Dick Cheney',
  'Penistone',
  'Ashkenazi',
]
  .concat([
    'Nazir',
    'Slutsky',
    'Supaporn',
    'Fukuda',
    'Phuc Nguyen',
    'Cassandra',
    'Essex',
    'Therapist Anna',
    'Draper',
  ])
  .concat([
    'Cockburn',
    'Wang Dong',
    'Titus',
    'Cummings',
    'Nigeria',
    'Niger',
    'Niggl',
    'Prof Uckermann',
    'A55',
    'Bass 4',
  ])
  .concat([
    'S. B. Li',
    'Shitara',
    'Joe Cocker',
    'Wankel',
    'Shabir',
    'Christa Ss',
    'Peacock',
    'Lu Xun',
    'F1 fan',
    'Swank',
  ]);
const FINE_ZH = [
  '尼玛次仁',
  '今日你好',
  '小草你好',
  '早操你好',
  '妈妈的宝贝',
  '操场之星',
  '天狗日食',
  '做爱心大使',
  '沙比尔',
].concat([
  '史珍香',
  '范统',
  '二狗子',
  '逼真哥',
  '干妈',
  '老干妈你好',
  '王八一',
  '我爱操作系统',
  '张三',
  '欧阳娜娜',
  '痴心',
  '马驹',
]);
const BAD_EN = [
  'fuck',
  'F U C K',
  'f.u.c.k',
  'fuuuuck you',
  'ＦＵＣＫ',
  'ⓕⓤⓒⓚ',
  'fυck',
  'fսck',
  'fu​ck',
  'f*u*c*k',
]
  .concat([
    '5h1t',
    'Sh!t',
    '$hit',
    'b1tch',
    'Fück',
    'Hitler',
    'h1tler88',
    'N1gger',
    'niggger',
    'you cunt',
    'CUNTS',
    'fu_ck',
  ])
  .concat(['xXfuckerXx', 'dumbass', 'Nazi', 'сunt', 'CaoNiMa', 'nmsl', 'SB', 's.b.']);
const BAD_ZH = [
  '傻逼',
  '傻 逼',
  '傻·逼老板',
  '大傻Ｂ',
  '操你妈',
  '操-你-妈',
  '草泥马',
  '他媽的',
  '王八蛋',
  '雞巴',
  '支那人',
  '贱人',
  '你就是個白癡',
];

describe('the name of a guest', () => {
  test.each([...FINE_EN, ...FINE_ZH])('%s is a name like any other', (name) => {
    expect(isOffensive(name)).toBe(false);
  });
  test.each([...BAD_EN, ...BAD_ZH])('%s is refused', (name) => {
    expect(() => checkGuestName(name)).toThrow('battle.name_refused');
  });
});
