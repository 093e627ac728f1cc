export const reach = {
  title: '触达',
};
