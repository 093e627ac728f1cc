export const effect = {
  title: 'Effect',
};
