export const data = {
  title: 'Open data',
};
