export const hall = {
  title: 'Battle hall',
};
