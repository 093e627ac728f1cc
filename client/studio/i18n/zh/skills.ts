export const skills = {
  title: '岗位能力',
};
