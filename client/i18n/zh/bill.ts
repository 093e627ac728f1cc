export const bill = {
  title: '学习账单',
};
