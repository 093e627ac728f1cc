export const hall = {
  title: '对战大厅',
};
