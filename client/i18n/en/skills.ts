export const skills = {
  title: 'Skill map',
};
