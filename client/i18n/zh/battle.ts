export const battle = {
  title: '对战',
};
