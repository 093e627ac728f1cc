export const skills = {
  title: 'Skills by post',
};
