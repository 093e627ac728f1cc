export const host = {
  title: '主持台',
};
