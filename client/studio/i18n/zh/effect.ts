export const effect = {
  title: '培训成效',
};
