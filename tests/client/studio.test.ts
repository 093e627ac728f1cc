import { describe, expect, test } from 'vitest';
import { filterPeople, type StudioPerson, sortPeople } from '../../client/studio/people/people.ts';
import { treeOf, within } from '../../client/studio/people/tree.ts';

const departments = [
  { id: 'tide', name: '潮汐组', parent: 'sea', people: 2 },
  { id: 'sea', name: '海洋部', people: 1 },
  { id: 'sky', name: '天空部', people: 4 },
  { id: 'moon', name: '月相', parent: 'tide', people: 3 },
  { id: 'lost', name: '失散部', parent: 'gone', people: 0 },
];
const tree = treeOf(departments);

describe('the department tree', () => {
  test('each department stands below its own with its path and everybody inside', () => {
    expect(tree.map((d) => [d.depth, d.path, d.all])).toEqual([
      [0, '海洋部', 6],
      [1, '海洋部 / 潮汐组', 5],
      [2, '海洋部 / 潮汐组 / 月相', 3],
      [0, '天空部', 4],
      [0, '失散部', 0],
    ]);
  });

  test('within a department are it and all below, and nothing beside', () => {
    expect([...within(tree, 'sea')]).toEqual(['sea', 'tide', 'moon']);
    expect([...within(tree, 'moon')]).toEqual(['moon']);
    expect([...within(tree, 'nowhere')]).toEqual([]);
  });
});

describe('the people of the studio', () => {
  const person = (name: string, more: Partial<StudioPerson> = {}): StudioPerson => ({
    id: name,
    name,
    role: 'learner',
    guest: true,
    joinedAt: 0,
    stationsDone: 0,
    coins: 0,
    ...more,
  });
  const people = [
    person('张三', { department: 'moon', coins: 5, lastSeenAt: 3 }),
    person('李四', { login: 'Li.Si', coins: 50, lastSeenAt: 1 }),
    person('Ａｍｙ', { department: 'sky', coins: 5, stationsDone: 9 }),
  ];
  const names = (list: StudioPerson[]): string[] => list.map((p) => p.name);
  const find = (words: string, department = ''): string[] =>
    names(filterPeople(people, tree, { words, department }));

  test('are found by name or login, whatever the case and width', () => {
    expect(find(' 三 ')).toEqual(['张三']);
    expect(find('li.si')).toEqual(['李四']);
    expect(find('amy')).toEqual(['Ａｍｙ']);
    expect(find('nobody')).toEqual([]);
    expect(find('')).toHaveLength(3);
  });

  test('are found by department with all below it, or as those who have none', () => {
    expect(find('', 'sea')).toEqual(['张三']);
    expect(find('', 'none')).toEqual(['李四']);
    expect(find('三', 'sky')).toEqual([]);
  });

  test('are sorted by any column both ways, equals keep their order', () => {
    const by = (column: 'name' | 'coins' | 'seen' | 'progress' | 'department', down: boolean) =>
      names(sortPeople(people, tree, { by: column, down }, 'zh-CN'));
    expect(by('coins', true)).toEqual(['李四', '张三', 'Ａｍｙ']);
    expect(by('coins', false)).toEqual(['张三', 'Ａｍｙ', '李四']);
    expect(by('seen', true)).toEqual(['张三', '李四', 'Ａｍｙ']);
    expect(by('progress', true)[0]).toBe('Ａｍｙ');
    expect(by('department', false)[0]).toBe('李四');
    expect(by('name', false).indexOf('李四')).toBeLessThan(by('name', false).indexOf('张三'));
  });
});
