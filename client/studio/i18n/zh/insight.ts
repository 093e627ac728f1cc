export const insight = {
  title: '数据洞察',
};
