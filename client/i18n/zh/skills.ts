export const skills = {
  title: '能力地图',
};
