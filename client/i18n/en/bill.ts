export const bill = {
  title: 'Learning bill',
};
