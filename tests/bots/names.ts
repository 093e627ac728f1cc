const FAMILY = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const GIVEN = [
  '子涵',
  '思远',
  '雨桐',
  '浩然',
  '欣怡',
  '明轩',
  '佳宁',
  '文博',
  '梓萱',
  '宇航',
  '若曦',
  '嘉豪',
  '静怡',
  '俊杰',
  '诗涵',
  '一鸣',
  '晓彤',
  '天佑',
  '慧敏',
  '志远',
  '雅琪',
  '晨曦',
  '建国',
  '丽华',
  '海波',
  '小雨',
  '振宇',
  '春燕',
  '立新',
  '安琪',
];

/** A name for the nth learner; the first 1,200 differ. */
export const nameOf = (n: number): string => {
  const family = FAMILY[(n * 7) % FAMILY.length] ?? '王';
  const given = GIVEN[(n * 11 + Math.floor(n / 40)) % GIVEN.length] ?? '一';
  return family + given;
};
