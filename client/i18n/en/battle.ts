export const battle = {
  title: 'Battle',
};
