export const reach = {
  title: 'Reach',
};
