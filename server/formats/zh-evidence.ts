const NUMBERED =
  /^\s*(?:[（(【[]?\s*\d{1,4}\s*[）)】\].．、:：]|第\s*\d+\s*题|[一二三四五六七八九十]{1,3}、|Q\d*[.:：])/gmu;
const OPTION = /(?:^|[\s　])[（(【[]?[A-HＡ-Ｈ]\s*[.．、:：)）\]】]\s*\S/gmu;
const KEY =
  /答案\s*[】\]:：]|[（(【]\s*(?:[A-H]{1,6}|[√×✓✗对错])\s*[）)】]|^\s*(?:答|answer|ans|key|正确选项)\s*[:：]|[（(]正确(?:答案)?[）)]|\^\*\^|#[^#@%\n]+%(?:[A-J]{1,8}|[√×对错])\s*(?:[$@]|$)/gimu;
const SECTION = /(?:单选|多选|判断|填空|简答|选择|论述|名词解释|单项选择|多项选择)题/gu;

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

/** Whether a plain text looks like a bank of questions: keys, options, numbers or section heads. */
export const looksLikeBank = (text: string): boolean => {
  const keys = count(text, KEY);
  const options = count(text, OPTION);
  const numbers = count(text, NUMBERED);
  const sections = count(text, SECTION);
  return keys > 0 || options >= 3 || sections > 0 || (numbers >= 2 && /[?？（(]\s*[)）]?/u.test(text));
};
