export const rights = {
  title: '我的数据',
};
