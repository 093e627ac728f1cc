import { describe, expect, test } from 'vitest';
import { isStrongPassword, ROLES } from '../../server/domain/person.ts';
import { Login, PersonName } from '../../server/domain/person-shape.ts';

const nameOf = (text: string): string | undefined => PersonName.safeParse(text).data;
const loginOf = (text: string): string | undefined => Login.safeParse(text).data;

describe('a name', () => {
  test.each(['李', '欧阳锋', '𠮷𪚥', '👩🏽‍💻小鹿', "O'Neil-Müller", '阿依古丽·买买提', '7'])(
    '%s is kept',
    (name) => {
      expect(nameOf(name)).toBe(name);
    },
  );

  test('loses the blanks around it and doubled ones inside, also those of full width', () => {
    expect(nameOf('  王　　小岛 \n')).toBe('王 小岛');
  });

  test('is one text however its accents were typed', () => {
    expect(nameOf('Zoe\u0308')).toBe('Zo\u00eb');
  });

  test('counts characters, not bytes: 24 fit, 25 do not', () => {
    for (const one of ['龘', '𠮷', '🦊', 'a']) {
      expect(nameOf(one.repeat(24))).toBe(one.repeat(24));
      expect(nameOf(one.repeat(25))).toBeUndefined();
    }
  });

  test.each([
    ['nothing', ''],
    ['blanks', ' 　 '],
    ['a NUL', 'a\u0000b'],
    ['a change of direction', 'abc\u202Ecba'],
    ['an invisible blank', 'a\u200bb'],
    ['a private character', 'a\ue000'],
  ])('of %s is none', (_, name) => {
    expect(PersonName.safeParse(name).error?.issues[0]?.message).toBe('join.name_invalid');
  });
});

describe('a login', () => {
  test.each([
    ['Lin.XiaoMan', 'lin.xiaoman'],
    ['ｌｉｎ', 'lin'],
    ['  a@B.cn ', 'a@b.cn'],
    ['工号１０２４', '工号1024'],
  ])('%s is compared as %s', (typed, kept) => {
    expect(loginOf(typed)).toBe(kept);
    expect(loginOf(kept)).toBe(kept);
  });

  test.each(['', 'a', 'a b', 'a\u3000b', 'x'.repeat(65), 'a\u0000b', 'a\u200bb'])('%j is none', (login) => {
    expect(loginOf(login)).toBeUndefined();
  });
});

describe('a password', () => {
  test.each(['mango-tree-42', '正确的马电池订书钉', 'p4ssw0rd!', 'x y z 1 2'])('%s will do', (password) => {
    expect(isStrongPassword(password, 'lin')).toBe(true);
  });

  test.each(['short-7', '12345678', '0123456789', 'aaaaaaaaaa', 'abababab', 'Lin.Xiao', 'x1y2'.repeat(33)])(
    '%s will not',
    (password) => {
      expect(isStrongPassword(password, 'lin.xiao')).toBe(false);
    },
  );
});

test('each role has the rights of those before it', () => {
  expect(ROLES).toEqual(['learner', 'trainer', 'manager', 'admin']);
});
